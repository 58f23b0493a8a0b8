package dev.cairn.rerank.gallery;

import dev.cairn.rerank.embedding.Embedding;
import dev.cairn.schemas.avro.BlobRef;
import dev.cairn.schemas.avro.EmbeddingRecord;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.schemas.topic.GalleryKey;
import java.nio.charset.StandardCharsets;

/**
 * A gallery image as one ensemble sees it.
 *
 * @param vector L2-normalised
 * @param blob the photograph, null when it is not in the blob store
 */
public record GalleryRow(
    String imageId, String landmarkId, String ensembleDigest, float[] vector, BlobRef blob) {

  /** Longest id that the index takes, in bytes of UTF-8. */
  static final int MAX_ID_BYTES = 1024;

  public GalleryRow {
    check("image", imageId);
    check("landmark", landmarkId);
  }

  /**
   * @throws CairnException with {@code RECORD_INVALID} when an id is missing or too long
   */
  public static GalleryRow of(Embedding embedding) {
    EmbeddingRecord record = embedding.record();
    return new GalleryRow(
        record.getImageId(),
        record.getLandmarkId(),
        record.getEnsembleDigest(),
        embedding.joined(),
        record.getBlob());
  }

  /** What it is called in the topic. */
  public GalleryKey key() {
    return new GalleryKey(ensembleDigest, imageId);
  }

  static void check(String kind, String id) {
    if (id == null || id.isBlank()) {
      throw new CairnException(
          ErrorCode.RECORD_INVALID, "A gallery record has no %s id".formatted(kind));
    }
    int bytes = id.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_ID_BYTES) {
      throw new CairnException(
          ErrorCode.RECORD_INVALID,
          "The %s id '%.100s...' has %d bytes, more than %d"
              .formatted(kind, id, bytes, MAX_ID_BYTES));
    }
  }
}
