package dev.cairn.embed.stage;

import dev.cairn.schemas.avro.ImageRecord;
import java.util.Map;
import java.util.Set;

/**
 * A decoded photograph.
 *
 * @param pixelsOfSize uint8 {@code [size][size][3]} RGB for each size
 */
public record PreparedImage(
    ImageRecord image, Map<Integer, byte[]> pixelsOfSize, long decodeNanos) {

  boolean fits(Set<Integer> imageSizes) {
    return pixelsOfSize.keySet().containsAll(imageSizes);
  }

  byte[] pixels(int size) {
    return pixelsOfSize.get(size);
  }
}
