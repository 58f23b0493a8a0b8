package dev.cairn.embed.stage;

import dev.cairn.pipeline.stage.Outcome;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A message whose outcome is known without the device. */
record Settled(Outcome outcome) implements Request, Work {

  /** Nothing is to be done. */
  static Settled nothing() {
    return new Settled(new Outcome.Emit(List.of()));
  }

  static Settled emit(ProducerRecord<byte[], byte[]> record) {
    return new Settled(Outcome.emit(record));
  }
}
