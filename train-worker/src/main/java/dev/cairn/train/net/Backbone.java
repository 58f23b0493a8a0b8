package dev.cairn.train.net;

/** The part of a network that turns images into features. */
public interface Backbone {

  /** Length of the feature vector. */
  int features();

  /**
   * Describes the network.
   *
   * @param images normalised, {@code [batch, 3, height, width]}; stays the caller's
   * @return {@code [batch, features]}
   */
  <T> T features(Ops<T> ops, T images);
}
