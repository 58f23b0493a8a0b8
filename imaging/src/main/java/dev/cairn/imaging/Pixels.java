package dev.cairn.imaging;

import static java.util.Objects.requireNonNull;

/**
 * A decoded image: uint8 samples, row by row from the top, RGB interleaved ({@code [y][x][c]}, c =
 * 0 is red). The array is shared, not copied: whoever holds the pixels must not write to it.
 *
 * @param width in pixels
 * @param height in pixels
 * @param rgb {@code height * width * 3} bytes
 */
public record Pixels(int width, int height, byte[] rgb) {

  /** Samples of one pixel. */
  public static final int CHANNELS = 3;

  public Pixels {
    requireNonNull(rgb, "rgb");
    if (width < 1 || height < 1 || rgb.length != byteCount(width, height)) {
      throw new IllegalArgumentException(
          "%d bytes are not an RGB image of %d x %d".formatted(rgb.length, width, height));
    }
  }

  /** Bytes of an RGB image of this size; fits an int for every image within {@link ImageLimits}. */
  public static int byteCount(int width, int height) {
    return Math.multiplyExact(Math.multiplyExact(width, height), CHANNELS);
  }

  /** The sample of one channel as 0..255. */
  public int sample(int x, int y, int channel) {
    return Byte.toUnsignedInt(rgb[(y * width + x) * CHANNELS + channel]);
  }
}
