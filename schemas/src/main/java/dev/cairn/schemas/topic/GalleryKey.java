package dev.cairn.schemas.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;

/**
 * Key of a row of the gallery topic. Each ensemble has a generation of rows of its own, so that one
 * can be made while another serves.
 */
public record GalleryKey(String ensembleDigest, String imageId) {
  private static final char BETWEEN = '/';

  /**
   * Reads a key.
   *
   * @throws CairnException with {@code RECORD_INVALID} when a part is missing
   */
  public static GalleryKey of(byte[] key) {
    String text = key == null ? "" : new String(key, UTF_8);
    int between = text.indexOf(BETWEEN);
    if (between < 1 || between == text.length() - 1) {
      throw new CairnException(
          ErrorCode.RECORD_INVALID,
          "The key '%.200s' of a gallery record is not <ensemble digest>/<image id>"
              .formatted(text));
    }
    return new GalleryKey(text.substring(0, between), text.substring(between + 1));
  }

  /** As it travels. */
  public byte[] bytes() {
    return (ensembleDigest + BETWEEN + imageId).getBytes(UTF_8);
  }
}
