package dev.cairn.embed.session;

/**
 * How much goes through a model at once.
 *
 * @param maxImages whatever their size
 * @param maxPixels width times height of all images together, so that a model of larger images
 *     takes fewer; one image always goes
 */
public record BatchLimits(int maxImages, int maxPixels) {

  public BatchLimits {
    if (maxImages < 1 || maxPixels < 1) {
      throw new IllegalArgumentException(
          "Batches must hold at least one image and one pixel: images %d, pixels %d"
              .formatted(maxImages, maxPixels));
    }
  }

  /** Images of a batch whose images have this many pixels a side. */
  int images(int imageSize) {
    return (int) Math.clamp(maxPixels / ((long) imageSize * imageSize), 1, maxImages);
  }
}
