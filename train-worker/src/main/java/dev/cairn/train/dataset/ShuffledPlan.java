package dev.cairn.train.dataset;

import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * A random order, dealt to the ranks like cards as PyTorch's {@code DistributedSampler} does: it is
 * lengthened from its own beginning until it divides among the ranks, and rank r takes every
 * worldSize-th place from r on.
 *
 * @param order of the samples
 */
record ShuffledPlan(
    Samples samples, int[] order, int batchSize, long seed, int epoch, int rank, int worldSize)
    implements BatchPlan {
  private static final int SHUFFLE = -1;

  /** Batch normalisation needs two values to have a variance. */
  private static final int MIN_IMAGES = 2;

  /** A dataset in which so many photographs in a row are unusable is not what it should be. */
  private static final int MAX_REPLACEMENTS = 16;

  static ShuffledPlan of(
      Samples samples, int batchSize, long seed, int epoch, int rank, int worldSize) {
    SplittableRandom random = new SplittableRandom(Seeds.of(seed, epoch, SHUFFLE));
    int[] order = new int[samples.size()];
    for (int i = 1; i < order.length; i++) { // Fisher-Yates, inside out
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return new ShuffledPlan(samples, order, batchSize, seed, epoch, rank, worldSize);
  }

  private int ownImages() {
    return Math.ceilDiv(order.length, worldSize);
  }

  /** A rest that is too small for all ranks together is left to another epoch. */
  @Override
  public int batches() {
    int rest = ownImages() % batchSize * worldSize;
    return ownImages() / batchSize + (rest < MIN_IMAGES ? 0 : 1);
  }

  @Override
  public int images(int batch) {
    return Math.min(batchSize, ownImages() - batch * batchSize);
  }

  @Override
  public int replacements() {
    return MAX_REPLACEMENTS;
  }

  @Override
  public Draw draw(int batch, int place, int attempt) {
    int position = Math.toIntExact(((long) batch * batchSize + place) * worldSize + rank);
    long placeSeed = Seeds.of(seed, epoch, position);
    long from = attempt == 0 ? position : Seeds.of(placeSeed, epoch, attempt);
    return new Draw(order[Math.floorMod(from, order.length)], OptionalLong.of(placeSeed));
  }
}
