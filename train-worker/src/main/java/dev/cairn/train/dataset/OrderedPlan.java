package dev.cairn.train.dataset;

import java.util.OptionalLong;

/** The samples in their order, without augmentation. */
record OrderedPlan(Samples samples, int batchSize) implements BatchPlan {

  @Override
  public int batches() {
    return Math.ceilDiv(samples.size(), batchSize);
  }

  @Override
  public int images(int batch) {
    return Math.min(batchSize, samples.size() - batch * batchSize);
  }

  @Override
  public int replacements() {
    return 0;
  }

  @Override
  public Draw draw(int batch, int place, int attempt) {
    return new Draw(batch * batchSize + place, OptionalLong.empty());
  }
}
