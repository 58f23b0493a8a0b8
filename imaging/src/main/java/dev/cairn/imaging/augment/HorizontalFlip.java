package dev.cairn.imaging.augment;

import dev.cairn.imaging.Pixels;

/** Left becomes right. */
public record HorizontalFlip() implements Transform {

  @Override
  public Pixels apply(Pixels source) {
    int width = source.width();
    byte[] flipped = new byte[source.rgb().length];
    for (int y = 0; y < source.height(); y++) {
      for (int x = 0; x < width; x++) {
        int from = (y * width + x) * Pixels.CHANNELS;
        int to = (y * width + width - 1 - x) * Pixels.CHANNELS;
        System.arraycopy(source.rgb(), from, flipped, to, Pixels.CHANNELS);
      }
    }
    return new Pixels(width, source.height(), flipped);
  }
}
