package dev.cairn.imaging;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What an image says about itself without being decoded. Decoders fill what is missing at the end
 * of an image with gray or black and say nothing, so the end is looked for here.
 *
 * @param complete whether the bytes reach the format's own end mark
 */
record ImageHeader(int width, int height, boolean complete) {

  private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF};
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final byte[] RIFF = "RIFF".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] WEBP = "WEBP".getBytes(StandardCharsets.US_ASCII);

  ImageHeader {
    if (width < 1 || height < 1) {
      throw new ImageRejectedException(
          ImageFault.CORRUPT, "The image claims %d x %d pixels".formatted(width, height));
    }
  }

  /**
   * Reads the header of a JPEG, PNG or WebP.
   *
   * @throws ImageRejectedException with any fault but TOO_LARGE
   */
  static ImageHeader read(byte[] bytes) {
    if (bytes.length == 0) {
      throw new ImageRejectedException(ImageFault.EMPTY, "The image has no bytes");
    }
    ByteBuffer image = ByteBuffer.wrap(bytes);
    if (has(JPEG, bytes, 0)) {
      return JpegHeader.read(image);
    }
    if (has(PNG, bytes, 0)) {
      return PngHeader.read(image);
    }
    if (has(RIFF, bytes, 0) && has(WEBP, bytes, 8)) {
      return WebpHeader.read(image);
    }
    throw new ImageRejectedException(
        ImageFault.FORMAT_UNSUPPORTED, "The bytes are not a JPEG, PNG or WebP image");
  }

  static ImageRejectedException endsInHeader(String format) {
    return new ImageRejectedException(
        ImageFault.TRUNCATED, "The " + format + " ends inside its header");
  }

  private static boolean has(byte[] mark, byte[] bytes, int at) {
    int end = at + mark.length;
    return bytes.length >= end && Arrays.equals(mark, 0, mark.length, bytes, at, end);
  }
}
