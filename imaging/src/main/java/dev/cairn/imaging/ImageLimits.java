package dev.cairn.imaging;

/**
 * What an image may cost, checked from its header before anything is decoded.
 *
 * @param maxBytes encoded size
 * @param maxSidePixels width and height
 * @param maxPixels width times height; decoding takes 3 bytes for each
 */
public record ImageLimits(int maxBytes, int maxSidePixels, int maxPixels) {

  private static final int ARRAY_MAX_PIXELS = Integer.MAX_VALUE / Pixels.CHANNELS;

  public ImageLimits {
    if (maxBytes < 1 || maxSidePixels < 1 || maxPixels < 1 || maxPixels > ARRAY_MAX_PIXELS) {
      throw new IllegalArgumentException(
          "Image limits must be positive, and pixels at most %d: bytes %d, side %d, pixels %d"
              .formatted(ARRAY_MAX_PIXELS, maxBytes, maxSidePixels, maxPixels));
    }
  }

  /** 20 MiB, 20,000 pixels a side, 100 megapixels. */
  public static ImageLimits defaults() {
    return new ImageLimits(20 << 20, 20_000, 100_000_000);
  }

  void checkBytes(int bytes) {
    if (bytes > maxBytes) {
      throw new ImageRejectedException(
          ImageFault.TOO_LARGE,
          "The image has %d bytes, more than the limit of %d".formatted(bytes, maxBytes));
    }
  }

  void checkSize(int width, int height) {
    if (Math.max(width, height) > maxSidePixels || (long) width * height > maxPixels) {
      throw new ImageRejectedException(
          ImageFault.TOO_LARGE,
          "The image has %d x %d pixels, more than the limit of %d a side or %d in all"
              .formatted(width, height, maxSidePixels, maxPixels));
    }
  }
}
