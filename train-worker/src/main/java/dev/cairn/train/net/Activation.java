package dev.cairn.train.net;

/** A function of each value by itself. */
public enum Activation {
  /** {@code max(x, 0)}. */
  RELU,
  /** {@code min(max(x, 0), 6)}. */
  RELU6,
  /** {@code x * sigmoid(x)}. */
  SWISH,
  SIGMOID
}
