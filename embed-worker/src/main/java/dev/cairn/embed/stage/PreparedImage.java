package dev.cairn.embed.stage;

import dev.cairn.schemas.avro.ImageRecord;
import java.util.Map;
import java.util.Set;

/**
 * A decoded photograph.
 *
 * @param pixelsOfSize uint8 {@code [size][size][3]} RGB for each size
 */
record PreparedImage(
    Request.Photograph request, Map<Integer, byte[]> pixelsOfSize, long decodeNanos)
    implements Work {

  ImageRecord image() {
    return request.image();
  }

  boolean fits(Set<Integer> imageSizes) {
    return pixelsOfSize.keySet().containsAll(imageSizes);
  }

  byte[] pixels(int size) {
    return pixelsOfSize.get(size);
  }
}
