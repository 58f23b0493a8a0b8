package dev.cairn.pipeline.stage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Records as a consumer gives them. */
final class TestRecords {
  static final StageConfig CONFIG =
      new StageConfig("test", "test-group", List.of("in"), "worker-1", "dead", TestStage.SMALL);

  private TestRecords() {}

  static ConsumerRecord<byte[], byte[]> record(int partition, long offset, byte[] value) {
    byte[] key = "key".getBytes(UTF_8);
    return new ConsumerRecord<>(
        "in",
        partition,
        offset,
        0L,
        TimestampType.CREATE_TIME,
        key.length,
        value == null ? -1 : value.length,
        key,
        value,
        new RecordHeaders(),
        Optional.of(3));
  }

  static Origin origin(int partition, long offset, long claim) {
    return new Origin(record(partition, offset, new byte[10]), claim);
  }
}
