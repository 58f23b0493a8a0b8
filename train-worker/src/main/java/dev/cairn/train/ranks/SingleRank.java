package dev.cairn.train.ranks;

import org.bytedeco.pytorch.Tensor;

/** A process that trains alone: every sum is what it is. */
record SingleRank(Device device) implements Ranks {

  @Override
  public int rank() {
    return 0;
  }

  @Override
  public int worldSize() {
    return 1;
  }

  @Override
  public void sum(Tensor tensor) {}

  @Override
  public RuntimeException causeOf(RuntimeException failure) {
    return failure;
  }

  @Override
  public void close() {}
}
