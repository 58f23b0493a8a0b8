package dev.cairn.train.net;

/** How a convolution or a pool pads one axis of its input with zeros. */
@FunctionalInterface
public interface Padding {

  /** No zeros at all. */
  Padding NONE = (size, kernel, stride) -> new Zeros(0, 0);

  /** As many zeros before as after, so that an odd kernel's centre starts on the first value. */
  Padding SYMMETRIC = (size, kernel, stride) -> new Zeros(kernel / 2, kernel / 2);

  /**
   * TensorFlow's {@code SAME}: the output has {@code ceil(size / stride)} values, and an odd zero
   * goes after the input. Depends on the size of the input.
   */
  Padding SAME =
      (size, kernel, stride) -> {
        int zeros = Math.max(0, (Math.ceilDiv(size, stride) - 1) * stride + kernel - size);
        return new Zeros(zeros / 2, zeros - zeros / 2);
      };

  /** Zeros for an axis of {@code size} values. */
  Zeros zeros(int size, int kernel, int stride);

  /** Numbers of zeros on both ends of an axis. */
  record Zeros(int before, int after) {

    /** Number of values that a convolution or a pool gives along the axis. */
    public int outputSize(int size, int kernel, int stride) {
      return (before + size + after - kernel) / stride + 1;
    }
  }
}
