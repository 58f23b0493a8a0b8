package dev.cairn.embed.session;

import dev.cairn.imaging.Pixels;
import java.util.List;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;

/** Runs a model before anybody waits for it, on images of many colours. */
final class Trial {
  private static final Logger LOG = Logger.getLogger(Trial.class);

  /** Far above what tells neighbours of the same landmark from others. */
  private static final double LEAST_COSINE = 0.999;

  /** Odd, so that an image has every value of a colour. */
  private static final int COLOUR_STEP = 37;

  private final List<byte[]> images;

  /**
   * @param batch images of the largest batch
   */
  Trial(int imageSize, int batch) {
    images = IntStream.range(0, batch).mapToObj(image -> colours(imageSize, image)).toList();
  }

  private static byte[] colours(int imageSize, int image) {
    byte[] colours = new byte[Pixels.byteCount(imageSize, imageSize)];
    for (int i = 0; i < colours.length; i++) {
      colours[i] = (byte) ((COLOUR_STEP + 2 * image) * i);
    }
    return colours;
  }

  /**
   * Runs one image, and a full batch, so that the first ones of either kind are not the slowest.
   *
   * @throws IllegalStateException when the embeddings are no numbers
   */
  void run(EmbeddingModel model) {
    checkFinite(model.embed(images.subList(0, 1)));
    checkFinite(model.embed(images));
  }

  private static void checkFinite(List<float[]> embeddings) {
    if (!embeddings.stream().allMatch(EmbeddingModel::isFinite)) {
      throw new IllegalStateException("its embeddings are NaN or infinite");
    }
  }

  /**
   * Makes sure that half precision gives the embeddings of single precision.
   *
   * @throws IllegalStateException when it does not
   */
  void compare(EmbeddingModel half, EmbeddingModel exact) {
    double least = leastCosine(half.embed(images), exact.embed(images));
    if (!(least >= LEAST_COSINE)) {
      throw new IllegalStateException(
          "in half precision an embedding has a cosine of %.4f with that of single precision, less than %s; set cairn.embed.session.fp16=false"
              .formatted(least, LEAST_COSINE));
    }
    LOG.infof(
        "Bundle %s in half precision: cosine of at least %.5f with single precision",
        half.digest(), least);
  }

  /** Of embeddings that are L2-normalised; NaN when one of them is. */
  private static double leastCosine(List<float[]> rows, List<float[]> others) {
    double least = 1;
    for (int row = 0; row < rows.size(); row++) {
      double cosine = 0;
      for (int i = 0; i < rows.get(row).length; i++) {
        cosine += (double) rows.get(row)[i] * others.get(row)[i];
      }
      least = Math.min(least, cosine);
    }
    return least;
  }
}
