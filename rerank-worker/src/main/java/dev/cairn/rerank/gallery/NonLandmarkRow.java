package dev.cairn.rerank.gallery;

import dev.cairn.rerank.embedding.Embedding;
import dev.cairn.schemas.avro.EmbeddingRecord;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.schemas.topic.GalleryKey;

/**
 * A photograph of no landmark as one ensemble sees it: never a neighbour, only what others are
 * compared with.
 *
 * @param vector L2-normalised
 */
public record NonLandmarkRow(String imageId, String ensembleDigest, float[] vector) {

  public NonLandmarkRow {
    GalleryRow.check("image", imageId);
  }

  /**
   * @throws CairnException with {@code RECORD_INVALID} when it names a landmark, or its id is
   *     missing or too long
   */
  public static NonLandmarkRow of(Embedding embedding) {
    EmbeddingRecord record = embedding.record();
    if (record.getLandmarkId() != null) {
      throw new CairnException(
          ErrorCode.RECORD_INVALID,
          "Image '%.100s' is said to show landmark '%.100s' and to show none"
              .formatted(record.getImageId(), record.getLandmarkId()));
    }
    return new NonLandmarkRow(record.getImageId(), record.getEnsembleDigest(), embedding.joined());
  }

  /** What it is called in the topic. */
  public GalleryKey key() {
    return new GalleryKey(ensembleDigest, imageId);
  }
}
