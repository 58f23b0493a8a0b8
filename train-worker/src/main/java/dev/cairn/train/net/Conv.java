package dev.cairn.train.net;

/**
 * A two-dimensional convolution with a square kernel; parameters {@code <name>.weight} {@code [out,
 * in / groups, kernel, kernel]} and, with a bias, {@code <name>.bias} {@code [out]}.
 *
 * @param in channels of the input
 * @param out channels of the output
 */
public record Conv(
    String name, int in, int out, int kernel, int stride, int groups, Padding padding, boolean bias)
    implements Window {

  /** Mixes channels only. */
  public static Conv pointwise(String name, int in, int out, boolean bias) {
    return new Conv(name, in, out, 1, 1, 1, Padding.NONE, bias);
  }

  /** Filters each channel by itself. */
  public static Conv depthwise(String name, int channels, int kernel, int stride, Padding padding) {
    return new Conv(name, channels, channels, kernel, stride, channels, padding, false);
  }
}
