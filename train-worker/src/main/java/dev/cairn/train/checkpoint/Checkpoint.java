package dev.cairn.train.checkpoint;

import java.util.List;

/**
 * How far a stage is. The weights and the optimiser's state lie in the same file.
 *
 * <p>Every random choice of an epoch follows from seed, epoch and position, so the steps done are
 * all that a generator has to remember.
 *
 * @param origin digest of everything that the weights follow from: options, dataset, class order,
 *     parent. A checkpoint of another origin is not gone on with
 * @param epochs done, oldest first
 * @param begun what is done of the next epoch
 */
public record Checkpoint(String origin, List<EpochMetrics> epochs, EpochSums begun) {

  public Checkpoint {
    epochs = List.copyOf(epochs);
  }

  /** The epoch to go on with, one past the last when all are done. */
  public int nextEpoch(int firstEpoch) {
    return epochs.isEmpty() ? firstEpoch : epochs.getLast().epoch() + 1;
  }

  /** True when it was made at the end of an epoch and not in the middle of one. */
  boolean endsEpoch() {
    return !epochs.isEmpty() && begun.steps() == 0;
  }

  /** True when no earlier epoch has a higher GAP; without validation all are equal. */
  boolean hasBestGap() {
    double gap = epochs.getLast().validation().gap();
    return epochs.stream().noneMatch(e -> Double.compare(e.validation().gap(), gap) > 0);
  }
}
