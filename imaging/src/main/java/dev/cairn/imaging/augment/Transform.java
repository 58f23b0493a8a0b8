package dev.cairn.imaging.augment;

import dev.cairn.imaging.Pixels;

/** One change with all of its parameters fixed: the same pixels in give the same pixels out. */
public sealed interface Transform
    permits HorizontalFlip, JpegRecompression, ShiftScaleRotate, SquareResize, Cutout {

  /** The changed image; the source stays as it is. */
  Pixels apply(Pixels source);
}
