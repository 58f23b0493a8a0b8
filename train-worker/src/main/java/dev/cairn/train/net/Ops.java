package dev.cairn.train.net;

/**
 * The operations that a network is written in, once; each interpreter gives them a meaning: declare
 * the parameters, count the work, run on libtorch, write an ONNX graph.
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

  T activate(T x, Activation activation);

  /** Element by element; {@code b} may have height and width 1. */
  T multiply(T a, T b);

  /** Element by element; when {@code b} has fewer channels, to the first channels of {@code a}. */
  T add(T a, T b);

  T pool(T x, Pool pool);

  /** Mean over height and width: {@code [batch, channels, 1, 1]}. */
  T globalPool(T x);

  /** The sum of the {@code parts} equal parts that the channels are cut into, one after another. */
  T sumParts(T x, int parts);

  /**
   * Softmax over the {@code parts} equal parts of the channels: values at the same place of all
   * parts add up to 1.
   *
   * @param x {@code [batch, channels, 1, 1]}
   */
  T softmaxParts(T x, int parts);

  /** {@code [batch, channels, 1, 1]} to {@code [batch, channels]}. */
  T flatten(T x);

  T linear(T x, Linear linear);

  /** Each vector divided by its length. */
  T l2Normalize(T x);

  /** Says that the network will not use {@code x} again. */
  default void free(T x) {}
}
