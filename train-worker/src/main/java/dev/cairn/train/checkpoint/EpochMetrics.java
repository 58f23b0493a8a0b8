package dev.cairn.train.checkpoint;

/**
 * Figures of one epoch.
 *
 * @param peakMemoryBytes largest resident memory of a process of the stage so far; 0 when the
 *     platform does not tell
 * @param seconds of training and validation, in all processes that worked on the epoch
 */
public record EpochMetrics(
    int epoch,
    double learningRate,
    TrainingFigures training,
    ValidationFigures validation,
    long peakMemoryBytes,
    double seconds) {}
