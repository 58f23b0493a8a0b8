package dev.cairn.rerank.gallery;

import dev.cairn.rerank.embedding.Embedding;
import dev.cairn.schemas.codec.Codecs;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What a record of the gallery topic does to an index. */
record GalleryRecords(GalleryIndex index) {

  /**
   * Applies one record. One that is refused changes nothing: the image keeps its former row.
   *
   * @param key image id as UTF-8
   * @param value an embedding, or null to remove the image
   * @throws CairnException when the record is refused
   */
  void apply(byte[] key, byte[] value) throws IOException {
    if (key == null) {
      throw new CairnException(ErrorCode.RECORD_INVALID, "A gallery record has no key");
    }
    String imageId = new String(key, StandardCharsets.UTF_8);
    if (value == null) {
      index.delete(imageId);
      return;
    }
    GalleryRow row = GalleryRow.of(Embedding.of(Codecs.EMBEDDING.decode(value)));
    if (!row.imageId().equals(imageId)) {
      throw new CairnException(
          ErrorCode.RECORD_INVALID,
          "The key '%.100s' is not the image id '%.100s'".formatted(imageId, row.imageId()));
    }
    index.upsert(row);
  }
}
