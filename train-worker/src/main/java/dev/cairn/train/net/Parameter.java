package dev.cairn.train.net;

/**
 * A named tensor of a network.
 *
 * @param shape in the order of PyTorch
 * @param initial what a new network starts with
 */
public record Parameter(String name, Kind kind, long[] shape, Initial initial) {

  /** Who changes a parameter. */
  public enum Kind {
    /** Float32, changed by the optimiser. */
    WEIGHT,
    /** Float32, changed by the forward pass in training. */
    BUFFER,
    /** An int64 scalar that counts training steps. */
    COUNTER
  }

  public long elements() {
    long elements = 1;
    for (long size : shape) {
      elements *= size;
    }
    return elements;
  }

  /** A distribution. */
  public sealed interface Initial {

    record Constant(double value) implements Initial {}

    /** Mean 0. */
    record Normal(double deviation) implements Initial {}

    /** Between minus and plus the bound. */
    record Uniform(double bound) implements Initial {}
  }
}
