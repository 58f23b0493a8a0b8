package dev.cairn.imaging;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads the size from the first chunk of a WebP (RFC 9649): lossy, lossless, or the canvas of the
 * extended format.
 */
final class WebpHeader {
  private static final int RIFF_HEADER_BYTES = 8;
  private static final int FIRST_CHUNK = 12;
  private static final int HEADER_END = 30;
  private static final int SIDE_14_BITS = 0x3FFF;
  private static final int SIDE_24_BITS = 0xFFFFFF;

  private WebpHeader() {}

  static ImageHeader read(ByteBuffer bigEndian) {
    if (bigEndian.limit() < HEADER_END) {
      throw ImageHeader.endsInHeader("WebP");
    }
    int fourCc = bigEndian.getInt(FIRST_CHUNK);
    ByteBuffer image = bigEndian.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    long riffBytes = Integer.toUnsignedLong(image.getInt(4));
    boolean complete = image.limit() >= RIFF_HEADER_BYTES + riffBytes;
    return switch (fourCc) {
      case 0x56503820 -> // "VP8 ": frame tag and start code (6 bytes), then two 14-bit sides
          new ImageHeader(
              image.getShort(26) & SIDE_14_BITS, image.getShort(28) & SIDE_14_BITS, complete);
      case 0x5650384C -> { // "VP8L": one byte of signature, then two 14-bit sides less one
        int sides = image.getInt(21);
        yield new ImageHeader(
            (sides & SIDE_14_BITS) + 1, ((sides >>> 14) & SIDE_14_BITS) + 1, complete);
      }
      case 0x56503858 -> // "VP8X": flags (4 bytes), then two 24-bit sides less one
          new ImageHeader(
              (image.getInt(24) & SIDE_24_BITS) + 1, (image.getInt(26) >>> 8) + 1, complete);
      default ->
          throw new ImageRejectedException(
              ImageFault.CORRUPT, "The WebP does not begin with VP8, VP8L or VP8X");
    };
  }
}
