package dev.cairn.train.stage;

import dev.cairn.schemas.avro.TrainStageCommand;
import java.util.Optional;

/**
 * What the events tell of one accepted stage.
 *
 * @param epoch last epoch announced; one before the first until then
 * @param bundleDigest of a completed stage
 */
record StageRecord(
    TrainStageCommand command, Status status, int epoch, Optional<String> bundleDigest) {

  /** Where a stage stands; all but the first are final. */
  enum Status {
    OPEN,
    COMPLETED,
    FAILED,
    CANCELLED
  }

  static StageRecord accepted(TrainStageCommand command) {
    int before = command.getStartFromEpoch() - 1;
    return new StageRecord(command, Status.OPEN, before, Optional.empty());
  }

  boolean isOpen() {
    return status == Status.OPEN;
  }

  boolean isOf(String modelName) {
    return command.getModelName().equals(modelName);
  }

  StageRecord withEpoch(int announced) {
    return new StageRecord(command, status, announced, bundleDigest);
  }

  StageRecord ended(Status end) {
    return new StageRecord(command, end, epoch, Optional.empty());
  }

  StageRecord completed(String digest) {
    return new StageRecord(command, Status.COMPLETED, epoch, Optional.of(digest));
  }
}
