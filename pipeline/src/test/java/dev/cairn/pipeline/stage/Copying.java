package dev.cairn.pipeline.stage;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Sends every value on as it is; tests override one of the two steps. */
class Copying implements StageFunction<String> {
  private final TestStage stage;

  Copying(TestStage stage) {
    this.stage = stage;
  }

  @Override
  public String prepare(ConsumerRecord<byte[], byte[]> record) {
    return TestStage.text(record.value());
  }

  @Override
  public List<Outcome> process(List<String> batch) throws InterruptedException {
    return stage.copyAll(batch);
  }
}
