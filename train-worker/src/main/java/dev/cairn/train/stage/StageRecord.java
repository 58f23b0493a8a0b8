package dev.cairn.train.stage;

import dev.cairn.schemas.avro.TrainStageCommand;
import java.util.Optional;

/**
 * What the events tell of one accepted stage.
 *
 * @param commandOffset of the command that was accepted last
 * @param epoch last epoch announced; one before the first until then
 * @param bundleDigest of a completed stage
 */
record StageRecord(
    TrainStageCommand command,
    long commandOffset,
    Status status,
    int epoch,
    Attempts attempts,
    Optional<String> bundleDigest) {

  /** Where a stage stands. */
  enum Status {
    OPEN,
    /** Final. */
    COMPLETED,
    /** A later command with the same id goes on with it. */
    FAILED,
    /** A later command with the same id goes on with it. */
    CANCELLED
  }

  static StageRecord accepted(TrainStageCommand command, long commandOffset) {
    return new StageRecord(
        command,
        commandOffset,
        Status.OPEN,
        command.getStartFromEpoch() - 1,
        Attempts.NONE,
        Optional.empty());
  }

  boolean isOpen() {
    return status == Status.OPEN;
  }

  /** True when nothing follows from a command at this offset any more. */
  boolean isDone(long offset) {
    return status == Status.COMPLETED || (!isOpen() && offset <= commandOffset);
  }

  boolean isOf(String modelName) {
    return command.getModelName().equals(modelName);
  }

  StageRecord withEpoch(int announced) {
    return new StageRecord(
        command, commandOffset, status, announced, attempts.advanced(), bundleDigest);
  }

  StageRecord withAttempts(Attempts now) {
    return new StageRecord(command, commandOffset, status, epoch, now, bundleDigest);
  }

  StageRecord ended(Status end) {
    return new StageRecord(command, commandOffset, end, epoch, attempts, bundleDigest);
  }

  StageRecord completed(String digest) {
    return new StageRecord(
        command, commandOffset, Status.COMPLETED, epoch, attempts, Optional.of(digest));
  }
}
