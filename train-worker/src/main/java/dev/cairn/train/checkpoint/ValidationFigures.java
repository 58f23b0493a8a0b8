package dev.cairn.train.checkpoint;

/**
 * How a model does on images that it was not trained on; all NaN without such images.
 *
 * @param loss mean over the images
 * @param accuracy share of images whose best class is right
 * @param gap Global Average Precision of the best classes, by their cosines
 */
public record ValidationFigures(double loss, double accuracy, double gap) {
  public static final ValidationFigures NONE =
      new ValidationFigures(Double.NaN, Double.NaN, Double.NaN);
}
