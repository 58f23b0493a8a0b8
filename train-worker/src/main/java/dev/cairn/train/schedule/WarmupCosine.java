package dev.cairn.train.schedule;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;

/**
 * Learning rate of each epoch: one epoch of warm-up, two at ten times its rate, then half a cosine
 * towards zero. Stopping early cuts the schedule and does not shorten it.
 *
 * @param epochs length of the schedule, at least 2
 * @param initialRate of the warm-up epoch
 */
public record WarmupCosine(int epochs, double initialRate) {

  private static final double MULTIPLIER = 10;

  /**
   * @throws CairnException {@code STAGE_OPTION_INVALID}
   */
  public WarmupCosine {
    if (epochs < 2) {
      throw new CairnException(
          ErrorCode.STAGE_OPTION_INVALID,
          "epochs is %d; the schedule needs at least 2".formatted(epochs));
    }
  }

  /**
   * The cosine is always one step ahead: its second value is skipped, and its first one also rules
   * the first epoch of a stage that starts later in the schedule.
   *
   * @param epoch from 1
   * @param startFromEpoch the stage's first epoch; not the one where it resumes after a crash
   */
  public double rate(int epoch, int startFromEpoch) {
    if (epoch == 1) {
      return initialRate;
    }
    double peak = initialRate * MULTIPLIER;
    if (epoch <= 3 || epoch == startFromEpoch) {
      return peak;
    }
    return peak * (1 + Math.cos(Math.PI * (epoch - 2) / (epochs - 1))) / 2;
  }
}
