package dev.cairn.rerank.gallery;

import dev.cairn.rerank.embedding.Embedding;
import dev.cairn.schemas.codec.Codecs;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.schemas.topic.GalleryKey;
import java.io.IOException;

/** What a record of the gallery topic does to an index. */
record GalleryRecords(GalleryIndex index) {

  /**
   * Applies one record. One that is refused changes nothing: the image keeps its former row.
   *
   * @param key a {@link GalleryKey}
   * @param value an embedding, or null to remove the row
   * @param offset of the record, which orders those of one key
   * @throws CairnException when the record is refused
   */
  void apply(byte[] key, byte[] value, long offset) throws IOException {
    GalleryKey named = GalleryKey.of(key);
    if (value == null) {
      index.delete(named, offset);
      return;
    }
    Embedding embedding = Embedding.of(Codecs.EMBEDDING.decode(value));
    if (embedding.record().getNonLandmark()) {
      apply(named, NonLandmarkRow.of(embedding), offset);
    } else {
      GalleryRow row = GalleryRow.of(embedding);
      check(named, row.key());
      index.upsert(row, offset);
    }
  }

  /** An index without photographs of no landmark forgets what it had under this key. */
  private void apply(GalleryKey named, NonLandmarkRow row, long offset) throws IOException {
    check(named, row.key());
    if (index.nonLandmarks().isPresent()) {
      index.nonLandmarks().get().upsert(row);
    } else {
      index.delete(named, offset);
    }
  }

  private static void check(GalleryKey named, GalleryKey row) {
    if (!row.equals(named)) {
      throw new CairnException(
          ErrorCode.RECORD_INVALID, "The key names %s, the record is %s".formatted(named, row));
    }
  }
}
