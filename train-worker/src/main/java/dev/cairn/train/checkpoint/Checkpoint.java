package dev.cairn.train.checkpoint;

import java.util.List;

/**
 * How far a stage is. The weights and the optimiser's state lie in the same file.
 *
 * <p>Every random choice of an epoch follows from seed, epoch and position, so the epochs done are
 * all that a generator has to remember.
 *
 * @param origin digest of everything that the weights follow from: options, dataset, class order,
 *     parent. A checkpoint of another origin is not gone on with
 * @param steps of the optimiser since the stage began
 * @param epochs done, oldest first, never empty
 */
public record Checkpoint(String origin, long steps, List<EpochMetrics> epochs) {

  public Checkpoint {
    epochs = List.copyOf(epochs);
  }

  public EpochMetrics last() {
    return epochs.getLast();
  }

  /** True when no earlier epoch has a higher GAP; without validation all are equal. */
  public boolean hasBestGap() {
    return epochs.stream()
        .noneMatch(
            epoch -> Double.compare(epoch.validation().gap(), last().validation().gap()) > 0);
  }
}
