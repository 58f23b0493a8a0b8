package dev.cairn.train.net;

/**
 * Normalisation of each channel over batch and image; parameters {@code <name>.weight}, {@code
 * .bias}, {@code .running_mean}, {@code .running_var} {@code [channels]} and the counter {@code
 * .num_batches_tracked}.
 *
 * @param momentum share of the new batch in the running mean and variance
 * @param initialScale what {@code weight} starts with in a new network
 */
public record BatchNorm(
    String name, int channels, double epsilon, double momentum, double initialScale) {}
