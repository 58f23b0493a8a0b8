package dev.cairn.imaging.augment;

import dev.cairn.imaging.Pixels;

/** Left becomes right. */
public record HorizontalFlip() implements Transform {

  @Override
  public Pixels apply(Pixels source) {
    int rowBytes = source.width() * Pixels.CHANNELS;
    byte[] rgb = source.rgb();
    byte[] flipped = new byte[rgb.length];
    for (int row = 0; row < rgb.length; row += rowBytes) {
      int to = row + rowBytes;
      for (int from = row; from < row + rowBytes; from += Pixels.CHANNELS) {
        to -= Pixels.CHANNELS;
        flipped[to] = rgb[from];
        flipped[to + 1] = rgb[from + 1];
        flipped[to + 2] = rgb[from + 2];
      }
    }
    return new Pixels(source.width(), source.height(), flipped);
  }
}
