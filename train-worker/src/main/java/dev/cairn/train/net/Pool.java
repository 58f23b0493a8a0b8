package dev.cairn.train.net;

/** A square window that moves over each channel and gives one value wherever it stops. */
public record Pool(Kind kind, int kernel, int stride, Padding padding) implements Window {

  /** What a window gives. */
  public enum Kind {
    MAX,
    /** The mean; the zeros of the padding count. */
    MEAN,
    /** The mean of the values that are not padding. */
    MEAN_INSIDE
  }
}
