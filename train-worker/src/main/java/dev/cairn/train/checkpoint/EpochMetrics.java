package dev.cairn.train.checkpoint;

/**
 * Figures of one epoch.
 *
 * @param validationLoss mean over the validation images; NaN, like the two after it, without any
 * @param accuracy share of validation images whose best class is right
 * @param gap Global Average Precision over the validation images
 */
public record EpochMetrics(
    int epoch,
    double learningRate,
    double trainLoss,
    double validationLoss,
    double accuracy,
    double gap,
    double imagesPerSecond) {}
