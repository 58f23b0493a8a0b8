package dev.cairn.train.torch;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.train.net.Parameter.Kind;
import dev.cairn.train.ranks.Ranks;
import java.util.Optional;
import java.util.OptionalDouble;

/** What training keeps beside the weights, and the step that changes them. */
final class Optimiser implements AutoCloseable {

  /** Keeps a clipped gradient from exceeding the limit by rounding; PyTorch's value. */
  private static final double CLIP_ROUNDING = 1e-6;

  private final Weights weights;
  private final Ranks ranks;
  private final OptionalDouble clipNorm;
  private final FlatTensor gradients;
  private final Adam adam;
  private final Optional<MovingAverage> average;
  private double lossSum;
  private long images;

  Optimiser(Weights weights, TrainingOptions options, Ranks ranks) {
    this.weights = weights;
    this.ranks = ranks;
    this.clipNorm = options.clipNorm();
    this.gradients = new FlatTensor(weights.parameters(), Kind.WEIGHT, weights.device());
    weights.collectGradients(gradients);
    this.adam = new Adam(weights);
    this.average =
        options.emaDecay().isPresent()
            ? Optional.of(MovingAverage.of(weights, options.emaDecay().getAsDouble()))
            : Optional.empty();
  }

  FlatTensor gradients() {
    return gradients;
  }

  Adam adam() {
    return adam;
  }

  Optional<MovingAverage> average() {
    return average;
  }

  /** Notes images whose gradients were added. */
  void count(double moreLoss, int moreImages) {
    lossSum += moreLoss;
    images += moreImages;
  }

  /**
   * Applies the gradients of all ranks since the last step.
   *
   * @throws CairnException {@code LOSS_NOT_FINITE} on every rank, the weights untouched
   */
  StepResult step(double learningRate, boolean stopWanted, int unusable) {
    double[] totals = ranks.sum(lossSum, images, stopWanted ? 1 : 0, unusable);
    ranks.sum(gradients.flat());
    long allImages = Math.round(totals[1]);
    double meanLoss = totals[0] / allImages;
    double norm = allImages == 0 ? 0 : gradients.norm() / allImages;
    if (allImages > 0) {
      requireFinite(meanLoss, norm, learningRate);
      double shrink = clipNorm.isPresent() ? (norm + CLIP_ROUNDING) / clipNorm.getAsDouble() : 1;
      adam.step(weights.values(), gradients, allImages * Math.max(1, shrink), learningRate);
      average.ifPresent(a -> a.follow(weights, adam.steps().item_double()));
    }
    gradients.flat().zero_();
    lossSum = 0;
    images = 0;
    return new StepResult(meanLoss, allImages, norm, totals[2] > 0, Math.round(totals[3]));
  }

  private static void requireFinite(double meanLoss, double norm, double learningRate) {
    if (!Double.isFinite(meanLoss) || !Double.isFinite(norm)) {
      throw new CairnException(
          ErrorCode.LOSS_NOT_FINITE,
          "The loss is %f, its gradient's norm %f at learning rate %g; lower it"
              .formatted(meanLoss, norm, learningRate));
    }
  }

  @Override
  public void close() {
    average.ifPresent(MovingAverage::close);
    adam.close();
    gradients.close();
  }
}
