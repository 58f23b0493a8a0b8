package dev.cairn.imaging.augment;

import dev.cairn.imaging.JpegEncoder;
import dev.cairn.imaging.Pixels;

/**
 * Encodes as JPEG and decodes again. The reference hands RGB to an encoder that expects BGR, so the
 * chroma that is halved belongs to the image with red and blue swapped; the networks were trained
 * on that, and it is reproduced.
 *
 * @param quality 1 to 100
 */
public record JpegRecompression(int quality) implements Transform {

  @Override
  public Pixels apply(Pixels source) {
    return JpegEncoder.recompressSwapped(source, quality);
  }
}
