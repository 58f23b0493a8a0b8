package dev.cairn.train.ranks;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

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

  /** The sum of each value over all ranks, the same bits on each. */
  default double[] sum(double... values) {
    try (PointerScope _ = new PointerScope()) {
      Tensor tensor = Tensor.create(values).to(device().torch(), ScalarType.Double);
      sum(tensor);
      double[] sums = new double[values.length];
      tensor.cpu().data_ptr_double().get(sums);
      return sums;
    }
  }

  @Override
  void close();
}
