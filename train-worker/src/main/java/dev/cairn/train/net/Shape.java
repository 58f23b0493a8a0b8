package dev.cairn.train.net;

/** Of a feature map of one image; a vector has height and width 1. */
public record Shape(int channels, int height, int width) {

  /** Number of values. */
  public long values() {
    return (long) channels * height * width;
  }

  public Shape withChannels(int newChannels) {
    return new Shape(newChannels, height, width);
  }

  /** Each channel as one value. */
  public Shape pooled() {
    return new Shape(channels, 1, 1);
  }

  /** What a window that moves over each channel gives. */
  public Shape under(Window window) {
    return new Shape(channels, window.outputSize(height), window.outputSize(width));
  }
}
