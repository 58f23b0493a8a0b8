package dev.cairn.imaging.augment;

import dev.cairn.imaging.ImageDecoder;
import dev.cairn.imaging.ImageLimits;
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
  /** Bounds nothing: the image was decoded within limits before. */
  private static final ImageDecoder DECODER =
      new ImageDecoder(
          new ImageLimits(
              Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE / Pixels.CHANNELS));

  @Override
  public Pixels apply(Pixels source) {
    return swapRedAndBlue(DECODER.decode(JpegEncoder.encode(swapRedAndBlue(source), quality)));
  }

  private static Pixels swapRedAndBlue(Pixels pixels) {
    byte[] swapped = pixels.rgb().clone();
    for (int red = 0; red < swapped.length; red += Pixels.CHANNELS) {
      int blue = red + 2;
      byte sample = swapped[red];
      swapped[red] = swapped[blue];
      swapped[blue] = sample;
    }
    return new Pixels(pixels.width(), pixels.height(), swapped);
  }
}
