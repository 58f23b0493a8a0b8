package dev.cairn.pipeline.stage;

import static java.util.Objects.requireNonNull;

import dev.cairn.schemas.error.ErrorCode;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What a stage made of one record: records to send, or a failure for the dead letters. */
public sealed interface Outcome {

  /** The record is done; these go out in the same transaction as its offset. May be empty. */
  record Emit(List<ProducerRecord<byte[], byte[]>> records) implements Outcome {
    public Emit {
      records = List.copyOf(records);
    }
  }

  /** The record cannot be served and goes to the dead letters; its neighbours go on. */
  record Failed(ErrorCode code, String message) implements Outcome {
    public Failed {
      requireNonNull(code, "code");
    }
  }

  static Outcome emit(ProducerRecord<byte[], byte[]> record) {
    return new Emit(List.of(record));
  }

  static Outcome failed(ErrorCode code, String message) {
    return new Failed(code, message);
  }
}
