package dev.cairn.train.ranks;

import org.bytedeco.pytorch.Tensor;

/**
 * The processes that train one model together. All of them make the same calls in the same order;
 * each call waits for the others.
 */
public sealed interface Ranks extends AutoCloseable permits SingleRank {

  /** This process trains alone. */
  static Ranks single(Device device) {
    return new SingleRank(device);
  }

  /** Number of this process, from 0. */
  int rank();

  /** Number of processes. */
  int worldSize();

  /** Of this process. */
  Device device();

  /** Replaces a contiguous tensor by its sum over all ranks, the same bits on each. */
  void sum(Tensor tensor);

  @Override
  void close();
}
