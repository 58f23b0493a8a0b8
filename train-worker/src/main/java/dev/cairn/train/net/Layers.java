package dev.cairn.train.net;

import java.util.function.UnaryOperator;

/**
 * Groups of operations that the families of networks share.
 *
 * @param epsilon of batch norm
 */
record Layers<T>(Ops<T> ops, double epsilon) {

  private static final double MOMENTUM = 0.1;

  /** Frees its input. */
  T then(T x, UnaryOperator<T> operation) {
    T y = operation.apply(x);
    ops.free(x);
    return y;
  }

  /** Frees its input. */
  T activate(T x, Activation activation) {
    return then(x, y -> ops.activate(y, activation));
  }

  /** A convolution and the batch norm of its output; {@code x} stays the caller's. */
  T convNorm(T x, Conv conv, String norm) {
    return convNorm(x, conv, norm, 1);
  }

  /**
   * A convolution and the batch norm of its output; {@code x} stays the caller's.
   *
   * @param initialScale of the batch norm in a new network
   */
  T convNorm(T x, Conv conv, String norm, double initialScale) {
    BatchNorm batchNorm = new BatchNorm(norm, conv.out(), epsilon, MOMENTUM, initialScale);
    return then(ops.conv(x, conv), y -> ops.batchNorm(y, batchNorm));
  }

  /**
   * Squeeze and excite (Hu et al., 2018): weighs the channels by what the whole image holds. Frees
   * its input.
   *
   * @param logits from the channels' means to their weights, before the sigmoid
   */
  T excite(T x, UnaryOperator<T> logits) {
    T weights = activate(then(ops.globalPool(x), logits), Activation.SIGMOID);
    T excited = ops.multiply(x, weights);
    ops.free(weights);
    ops.free(x);
    return excited;
  }

  /** Adds a block's input, or its first channels' share of it, to its output. Frees both. */
  T addShortcut(T x, T input) {
    T sum = ops.add(x, input);
    ops.free(x);
    ops.free(input);
    return sum;
  }

  /** The mean of each channel as a vector. Frees its input. */
  T pool(T x) {
    return then(then(x, ops::globalPool), ops::flatten);
  }
}
