package dev.cairn.imaging;

import java.nio.ByteBuffer;

/** Walks the chunks of a PNG (RFC 2083) from {@code IHDR} to {@code IEND}. */
final class PngHeader {
  private static final int SIGNATURE_BYTES = 8;
  private static final int IHDR = 0x49484452;
  private static final int IEND = 0x49454E44;
  private static final int IHDR_END = SIGNATURE_BYTES + 25;

  /** Length, type and checksum around the data of a chunk. */
  private static final int CHUNK_OVERHEAD_BYTES = 12;

  private PngHeader() {}

  static ImageHeader read(ByteBuffer image) {
    if (image.limit() < IHDR_END) {
      throw ImageHeader.endsInHeader("PNG");
    }
    if (image.getInt(SIGNATURE_BYTES + 4) != IHDR) {
      throw new ImageRejectedException(ImageFault.CORRUPT, "The PNG does not begin with IHDR");
    }
    int width = image.getInt(SIGNATURE_BYTES + 8);
    int height = image.getInt(SIGNATURE_BYTES + 12);
    return new ImageHeader(width, height, reachesEnd(image));
  }

  /**
   * Whether every chunk up to {@code IEND} lies inside the bytes. A chunk that claims more makes
   * OpenCV reserve as much.
   */
  private static boolean reachesEnd(ByteBuffer image) {
    long at = SIGNATURE_BYTES;
    while (at + CHUNK_OVERHEAD_BYTES <= image.limit()) {
      long end = at + CHUNK_OVERHEAD_BYTES + Integer.toUnsignedLong(image.getInt((int) at));
      if (image.getInt((int) at + 4) == IEND) {
        return end <= image.limit();
      }
      at = end;
    }
    return false;
  }
}
