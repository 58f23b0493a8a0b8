package dev.cairn.train.checkpoint;

import dev.cairn.train.torch.StepResult;

/**
 * What the steps of an epoch add up to so far, over all processes, in whichever life of the trainer
 * they were done.
 *
 * @param steps of the optimiser
 * @param lossSum over the images
 * @param maxGradientNorm of the steps, before clipping
 * @param unusable planned photographs that could not be used
 * @param waitNanos of {@code nanos}, spent waiting for images
 */
public record EpochSums(
    int steps,
    long images,
    double lossSum,
    double maxGradientNorm,
    long unusable,
    long waitNanos,
    long nanos) {
  public static final EpochSums NONE = new EpochSums(0, 0, 0, 0, 0, 0, 0);

  /** One more step, and the time that it took. */
  public EpochSums plus(StepResult step, long stepWaitNanos, long stepNanos) {
    return new EpochSums(
        steps + 1,
        images + step.images(),
        lossSum + step.meanLoss() * step.images(),
        Math.max(maxGradientNorm, step.gradientNorm()),
        unusable + step.unusable(),
        waitNanos + stepWaitNanos,
        nanos + stepNanos);
  }

  public TrainingFigures figures() {
    return new TrainingFigures(
        lossSum / images, imagesPerSecond(), dataWaitShare(), unusable, maxGradientNorm);
  }

  /** Zero before the first step. */
  public double imagesPerSecond() {
    return nanos == 0 ? 0 : images * 1e9 / nanos;
  }

  /** Zero before the first step. */
  public double dataWaitShare() {
    return nanos == 0 ? 0 : (double) waitNanos / nanos;
  }
}
