package dev.cairn.train.stage;

import dev.cairn.schemas.avro.CancelTraining;
import dev.cairn.schemas.avro.TrainStageCommand;
import dev.cairn.schemas.codec.Codecs;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** A record of the commands topic whose turn has not come or is not over. */
record PendingCommand(ConsumerRecord<byte[], byte[]> record, Body body) {

  /** What the record says. */
  sealed interface Body {}

  record Train(TrainStageCommand command) implements Body {}

  record Cancel(CancelTraining command) implements Body {}

  record Unreadable(CairnException reason) implements Body {}

  static PendingCommand of(ConsumerRecord<byte[], byte[]> record) {
    return new PendingCommand(record, read(record.value()));
  }

  TopicPartition partition() {
    return new TopicPartition(record.topic(), record.partition());
  }

  long offset() {
    return record.offset();
  }

  /** The stage that it asks for; empty for any other command. */
  Optional<TrainStageCommand> stage() {
    return body instanceof Train(TrainStageCommand command)
        ? Optional.of(command)
        : Optional.empty();
  }

  boolean cancels(TrainStageCommand stage) {
    return body instanceof Cancel(CancelTraining cancel)
        && cancel.getStageId().equals(stage.getStageId())
        && cancel.getModelName().equals(stage.getModelName());
  }

  private static Body read(byte[] value) {
    if (value == null) {
      return new Unreadable(
          new CairnException(ErrorCode.RECORD_UNREADABLE, "A training command has no value"));
    }
    try {
      return switch (Codecs.TRAINING_COMMAND.decode(value).getCommand()) {
        case TrainStageCommand command -> new Train(command);
        case CancelTraining command -> new Cancel(command);
        case Object other ->
            new Unreadable(
                new CairnException(
                    ErrorCode.RECORD_UNREADABLE, other.getClass() + " is no training command"));
      };
    } catch (CairnException e) {
      return new Unreadable(e);
    }
  }
}
