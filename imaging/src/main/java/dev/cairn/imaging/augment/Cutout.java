package dev.cairn.imaging.augment;

import dev.cairn.imaging.Pixels;
import java.util.Arrays;

/**
 * Blackens one square. As in albumentations its first row and column are clipped before its end is
 * counted from them, so a hole over the upper or left edge keeps its size.
 *
 * @param centreX 0 to the width, inclusive
 * @param centreY 0 to the height, inclusive
 * @param side of the hole in pixels
 */
public record Cutout(int centreX, int centreY, int side) implements Transform {

  @Override
  public Pixels apply(Pixels source) {
    int width = source.width();
    int left = Math.clamp(centreX - side / 2, 0, width);
    int right = Math.clamp(left + side, 0, width);
    int top = Math.clamp(centreY - side / 2, 0, source.height());
    int bottom = Math.clamp(top + side, 0, source.height());
    byte[] cut = source.rgb().clone();
    for (int y = top; y < bottom; y++) {
      int row = y * width;
      Arrays.fill(cut, (row + left) * Pixels.CHANNELS, (row + right) * Pixels.CHANNELS, (byte) 0);
    }
    return new Pixels(width, source.height(), cut);
  }
}
