package dev.cairn.train.dataset;

import java.util.OptionalLong;

/**
 * The samples in their order, without augmentation; rank r has every worldSize-th one from r on.
 */
record OrderedPlan(Samples samples, int batchSize, int rank, int worldSize) implements BatchPlan {

  private int ownImages() {
    return Math.ceilDiv(samples.size() - rank, worldSize);
  }

  @Override
  public int batches() {
    return Math.ceilDiv(ownImages(), batchSize);
  }

  @Override
  public int images(int batch) {
    return Math.min(batchSize, ownImages() - batch * batchSize);
  }

  @Override
  public int replacements() {
    return 0;
  }

  @Override
  public Draw draw(int batch, int place, int attempt) {
    int position = Math.toIntExact(((long) batch * batchSize + place) * worldSize + rank);
    return new Draw(position, OptionalLong.empty());
  }
}
