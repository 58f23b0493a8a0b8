package dev.cairn.train.net;

import dev.cairn.train.net.Padding.Zeros;

/** A square window that moves over an image. */
public sealed interface Window permits Conv, Pool {

  int kernel();

  int stride();

  Padding padding();

  /** For an axis of {@code size} values. */
  default Zeros zeros(int size) {
    return padding().zeros(size, kernel(), stride());
  }

  /** Number of values that come out along an axis of {@code size} values. */
  default int outputSize(int size) {
    return zeros(size).outputSize(size, kernel(), stride());
  }
}
