package dev.cairn.train.torch;

/**
 * One step of the optimiser, the same on every rank.
 *
 * @param meanLoss over all images of the step, before it; NaN without images
 * @param images of all ranks; 0 changed nothing
 * @param gradientNorm global L2 norm of the mean loss's gradient, before clipping
 * @param stopWanted by any rank
 * @param unusable photographs of all ranks
 */
public record StepResult(
    double meanLoss, long images, double gradientNorm, boolean stopWanted, long unusable) {}
