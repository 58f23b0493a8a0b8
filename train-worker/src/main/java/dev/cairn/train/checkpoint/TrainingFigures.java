package dev.cairn.train.checkpoint;

/**
 * The training half of an epoch.
 *
 * @param loss mean over the images
 * @param dataWaitShare of the time, spent waiting for images
 * @param rejectedImages photographs that could not be used
 * @param maxGradientNorm largest global norm of a step's gradient, before clipping
 */
public record TrainingFigures(
    double loss,
    double imagesPerSecond,
    double dataWaitShare,
    long rejectedImages,
    double maxGradientNorm) {}
