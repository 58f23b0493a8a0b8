package dev.cairn.imaging;

import java.nio.ByteBuffer;

/** Walks the segments of a JPEG (ITU T.81, annex B) from its start to its end-of-image marker. */
final class JpegHeader {
  private static final int NONE = -1;
  private static final int START_OF_IMAGE_BYTES = 2;
  private static final int END_OF_IMAGE = 0xD9;
  private static final int START_OF_SCAN = 0xDA;

  /**
   * Real progressive files have about ten scans. Thousands of near-empty ones would cost a full
   * pass over the image each.
   */
  private static final int MAX_SCANS = 100;

  private JpegHeader() {}

  static ImageHeader read(ByteBuffer image) {
    image.position(START_OF_IMAGE_BYTES);
    int width = NONE;
    int height = NONE;
    int scans = 0;
    int marker = nextMarker(image);
    while (marker != NONE && marker != END_OF_IMAGE) {
      int start = image.position();
      int length = image.remaining() < 2 ? 2 : Short.toUnsignedInt(image.getShort(start));
      if (isFrame(marker) && width == NONE && image.remaining() >= 7) {
        height = Short.toUnsignedInt(image.getShort(start + 3));
        width = Short.toUnsignedInt(image.getShort(start + 5));
      }
      if (marker == START_OF_SCAN && ++scans > MAX_SCANS) {
        throw new ImageRejectedException(
            ImageFault.CORRUPT, "The JPEG has more than %d scans".formatted(MAX_SCANS));
      }
      image.position(Math.min(image.limit(), start + Math.max(2, length)));
      marker = nextMarker(image);
    }
    if (width == NONE && marker == NONE) {
      throw ImageHeader.endsInHeader("JPEG");
    }
    return new ImageHeader(width, height, marker == END_OF_IMAGE);
  }

  /**
   * Moves behind the next marker that has a segment or ends the image. Passes over entropy-coded
   * data, whose 0xFF bytes are followed by 0 or a restart marker, and over stray bytes, as libjpeg
   * does.
   */
  private static int nextMarker(ByteBuffer image) {
    byte[] bytes = image.array();
    int last = image.limit() - 1;
    for (int at = image.position(); at < last; at++) {
      if (bytes[at] == (byte) 0xFF) {
        int code = Byte.toUnsignedInt(bytes[at + 1]);
        if (code >= 0xC0 && code != 0xFF && !isRestart(code)) {
          image.position(at + 2);
          return code;
        }
      }
    }
    return NONE;
  }

  private static boolean isRestart(int marker) {
    return marker >= 0xD0 && marker <= 0xD7;
  }

  /** The start-of-frame markers: C0 to CF without the tables C4 and CC and the reserved C8. */
  private static boolean isFrame(int marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
  }
}
