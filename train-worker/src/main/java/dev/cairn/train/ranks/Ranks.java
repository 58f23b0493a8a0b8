package dev.cairn.train.ranks;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The processes that train one model together. All of them make the same calls in the same order;
 * each call waits for the others.
 */
public sealed interface Ranks extends AutoCloseable permits SingleRank, RankGroup {

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

  /**
   * Replaces a contiguous tensor by its sum over all ranks, the same bits on each.
   *
   * @throws dev.cairn.schemas.error.CairnException {@code RANK_LOST} when another process has gone;
   *     none can go on then
   */
  void sum(Tensor tensor);

  /** The sum of each value over all ranks, the same bits on each. */
  default double[] sum(double... values) {
    if (values.length == 0) {
      return values; // libtorch has no memory to point at
    }
    try (PointerScope _ = new PointerScope()) {
      Tensor tensor = Tensor.create(values).to(device().torch(), ScalarType.Double);
      sum(tensor);
      double[] sums = new double[values.length];
      tensor.cpu().data_ptr_double().get(sums);
      return sums;
    }
  }

  /**
   * Why a backward pass failed: what {@link #sum} throws in one reaches its caller through
   * libtorch, which passes on the message alone.
   */
  RuntimeException causeOf(RuntimeException failure);

  @Override
  void close();
}
