package dev.cairn.train.loss;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * ArcFace (Deng et al., 2019) with a margin for each class, on the cosine of a class's nearest
 * sub-centre: cross entropy over {@code scale * cosine}, where the angle to the right class counts
 * as wider by its margin.
 *
 * @param margins of each class in radians
 */
public record SubCentreArcFace(double[] margins, double scale) {

  /**
   * Keeps the gradient finite at a cosine of 1, and is lost in the rounding of the sine's square.
   */
  private static final double SMALLEST_SQUARE = 1e-14;

  private static final long NO_REDUCTION = 0;
  private static final long NOTHING_IGNORED = -100;
  private static final double NO_SMOOTHING = 0;

  /**
   * @param cosines float32 {@code [images, classes]}
   * @param labels class of each image
   * @return the loss of each image, {@code [images]}
   */
  public Tensor of(Tensor cosines, int[] labels) {
    long[] classes = Arrays.stream(labels).asLongStream().toArray();
    Tensor index = Tensor.create(classes, labels.length, 1).to(cosines.device(), ScalarType.Long);
    Tensor target = withMargin(cosines.gather(1, index), labels);
    Tensor logits = cosines.scatter(1, index, target).mul(new Scalar(scale));
    return torch.cross_entropy_loss(
        logits,
        index.squeeze(1),
        new TensorOptional(),
        NO_REDUCTION,
        NOTHING_IGNORED,
        NO_SMOOTHING);
  }

  /**
   * {@code cos(angle + margin)}; beyond {@code pi - margin}, where that would rise again, a
   * straight line that keeps falling.
   */
  private Tensor withMargin(Tensor cosine, int[] labels) {
    Tensor square = torch.rsub(cosine.mul(cosine), new Scalar(1));
    Tensor sine = square.clamp_min(new Scalar(SMALLEST_SQUARE)).sqrt();
    Tensor cosineOfMargin = column(labels, Math::cos).to(cosine);
    Tensor sineOfMargin = column(labels, Math::sin).to(cosine);
    Tensor widened = cosine.mul(cosineOfMargin).sub(sine.mul(sineOfMargin));
    Tensor line = cosine.sub(column(labels, m -> Math.sin(Math.PI - m) * m).to(cosine));
    Tensor threshold = column(labels, m -> Math.cos(Math.PI - m)).to(cosine);
    return torch.where(cosine.gt(threshold), widened, line);
  }

  /** Float32 {@code [images, 1]}: a function of the margin of each image's class. */
  private Tensor column(int[] labels, DoubleUnaryOperator function) {
    float[] values = new float[labels.length];
    for (int i = 0; i < labels.length; i++) {
      values[i] = (float) function.applyAsDouble(margins[labels[i]]);
    }
    return Tensor.create(values, labels.length, 1);
  }
}
