package dev.cairn.train.net;

/** How a convolution pads one axis of its input with zeros. */
@FunctionalInterface
public interface Padding {

  /** No zeros at all. */
  Padding NONE = explicit(0);

  /**
   * TensorFlow's {@code SAME}: the output has {@code ceil(size / stride)} values, and an odd zero
   * goes after the input. Depends on the size of the input.
   */
  Padding SAME =
      (size, kernel, stride) -> {
        int zeros = Math.max(0, (Math.ceilDiv(size, stride) - 1) * stride + kernel - size);
        return new Zeros(zeros / 2, zeros - zeros / 2);
      };

  /** The same number of zeros before and after, whatever the size. */
  static Padding explicit(int zeros) {
    return (size, kernel, stride) -> new Zeros(zeros, zeros);
  }

  /** Zeros for an axis of {@code size} values. */
  Zeros zeros(int size, int kernel, int stride);

  /** Numbers of zeros on both ends of an axis. */
  record Zeros(int before, int after) {

    /** Number of values that a convolution gives along the axis. */
    public int outputSize(int size, int kernel, int stride) {
      return (before + size + after - kernel) / stride + 1;
    }
  }
}
