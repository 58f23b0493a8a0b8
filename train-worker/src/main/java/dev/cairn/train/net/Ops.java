package dev.cairn.train.net;

/**
 * The operations that a network is written in, once; each interpreter gives them a meaning: declare
 * the parameters, run on libtorch, write an ONNX graph.
 *
 * <p>Images and feature maps are {@code [batch, channels, height, width]}, vectors {@code [batch,
 * values]}. A network frees what it no longer needs with {@link #free}, so that memory stays small
 * where values are tensors.
 *
 * @param <T> a value that flows through the network
 */
public interface Ops<T> {

  T conv(T x, Conv conv);

  T batchNorm(T x, BatchNorm norm);

  /** {@code x * sigmoid(x)}. */
  T swish(T x);

  T sigmoid(T x);

  /** Element by element; {@code b} may have height and width 1. */
  T multiply(T a, T b);

  T add(T a, T b);

  /** Mean over height and width: {@code [batch, channels, 1, 1]}. */
  T globalPool(T x);

  /** {@code [batch, channels, 1, 1]} to {@code [batch, channels]}. */
  T flatten(T x);

  T linear(T x, Linear linear);

  /** Each vector divided by its length. */
  T l2Normalize(T x);

  /** Says that the network will not use {@code x} again. */
  default void free(T x) {}
}
