package dev.cairn.train.stage;

import dev.cairn.schemas.avro.Fault;
import dev.cairn.schemas.error.ErrorCode;
import java.util.Optional;

/**
 * How often the trainer of a stage was interrupted, as the events tell it.
 *
 * @param interruptions since the stage was accepted
 * @param inVain deaths of the trainer since a checkpoint was last completed
 * @param last why the attempt before this one ended
 * @param fromEpoch where the last attempt began, with the next
 * @param fromStep steps of that epoch that were done then
 */
record Attempts(int interruptions, int inVain, Optional<Fault> last, int fromEpoch, int fromStep) {
  private static final int MAX_IN_VAIN = 3;

  static final Attempts NONE = new Attempts(0, 0, Optional.empty(), 0, 0);

  /** Number of the attempt that runs now, from 1. */
  int number() {
    return interruptions + 1;
  }

  /** True when one more death without a new checkpoint is one too many. */
  boolean isLast() {
    return inVain + 1 >= MAX_IN_VAIN;
  }

  /** A full disk is no fault of the attempt: the next one waits for room. */
  Attempts interrupted(Fault why) {
    boolean wasInVain = !why.getCode().equals(ErrorCode.STORAGE_FULL.name());
    return new Attempts(
        interruptions + 1, wasInVain ? inVain + 1 : inVain, Optional.of(why), fromEpoch, fromStep);
  }

  /** An attempt that begins later than the one before it had a newer checkpoint. */
  Attempts startedAt(int epoch, int step) {
    boolean further = epoch > fromEpoch || (epoch == fromEpoch && step > fromStep);
    return new Attempts(interruptions, further ? 0 : inVain, last, epoch, step);
  }

  /** A checkpoint was completed. */
  Attempts advanced() {
    return new Attempts(interruptions, 0, last, fromEpoch, fromStep);
  }
}
