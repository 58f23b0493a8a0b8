package dev.cairn.imaging.augment;

import dev.cairn.imaging.Pixels;
import dev.cairn.imaging.Resize;

/**
 * Squashes the image to a square.
 *
 * @param side of the square in pixels
 */
public record SquareResize(int side) implements Transform {

  @Override
  public Pixels apply(Pixels source) {
    return Resize.bilinear(source, side, side);
  }
}
