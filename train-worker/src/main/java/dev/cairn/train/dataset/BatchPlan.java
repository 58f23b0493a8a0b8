package dev.cairn.train.dataset;

import java.util.OptionalLong;

/**
 * Which photographs come in which batch. A pure function of its arguments: planning an epoch again
 * gives the same batches, and a batch is worked out when it is asked for.
 */
public sealed interface BatchPlan permits ShuffledPlan, OrderedPlan {

  /**
   * A photograph in a batch.
   *
   * @param augmentSeed of its random augmentation; empty for none
   */
  record Draw(int sample, OptionalLong augmentSeed) {}

  /**
   * One rank's share of an epoch, shuffled and augmented from the seed and the epoch. Every sample
   * comes once; a few come again where the samples do not divide among the ranks. The k-th batches
   * of all ranks together are the k-th batch of a single rank with as many times the batch size.
   *
   * <p>An unusable photograph is replaced by another one of the epoch, so that every rank makes the
   * same steps with full batches.
   *
   * @param batchSize images of this rank in a batch
   */
  static BatchPlan training(
      Samples samples, int batchSize, long seed, int epoch, int rank, int worldSize) {
    return ShuffledPlan.of(samples, batchSize, seed, epoch, rank, worldSize);
  }

  /**
   * One rank's share of the samples, each once among all ranks, in order, as they are; unusable
   * photographs are left out.
   */
  static BatchPlan inOrder(Samples samples, int batchSize, int rank, int worldSize) {
    return new OrderedPlan(samples, batchSize, rank, worldSize);
  }

  Samples samples();

  /** How many batches there are. */
  int batches();

  /** How many images a batch has as long as none is left out. */
  int images(int batch);

  /** The largest number of images in a batch. */
  int batchSize();

  /** How many other photographs are tried in the place of an unusable one. */
  int replacements();

  /**
   * What takes a place in a batch.
   *
   * @param attempt 0 for the planned photograph, up to {@link #replacements} for others
   */
  Draw draw(int batch, int place, int attempt);
}
