package dev.cairn.standalone.gallery;

import dev.cairn.rerank.embedding.Embedding;
import dev.cairn.rerank.gallery.GalleryRow;
import dev.cairn.rerank.gallery.NonLandmarkRow;
import dev.cairn.schemas.avro.EmbeddingRecord;
import dev.cairn.schemas.avro.ModelVector;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.schemas.topic.GalleryKey;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;

/** Checks what a row says of itself and its vectors. For one thread. */
final class RowCheck {
  /** What half precision on a GPU leaves of unit length, and more than rounding. */
  private static final double LENGTH_TOLERANCE = 1e-3;

  private final Map<String, Integer> dimensions;

  /**
   * @param dimensions by bundle digest, as far as they are known; for others the first row tells
   */
  RowCheck(Map<String, Integer> dimensions) {
    this.dimensions = new HashMap<>(dimensions);
  }

  /**
   * @throws CairnException with {@code RECORD_INVALID}, {@code EMBEDDING_MISMATCH} or {@code
   *     EMBEDDING_NOT_FINITE}
   */
  void check(GalleryKey key, EmbeddingRecord row) {
    Embedding embedding = Embedding.of(row);
    GalleryKey named =
        row.getNonLandmark() ? NonLandmarkRow.of(embedding).key() : GalleryRow.of(embedding).key();
    if (!named.equals(key)) {
      throw new CairnException(
          ErrorCode.RECORD_INVALID,
          "the record is of image '%s' and ensemble %s"
              .formatted(named.imageId(), Digests.brief(named.ensembleDigest())));
    }
    row.getVectors().forEach(this::check);
  }

  private void check(ModelVector vector) {
    String model = Digests.brief(vector.getModelDigest());
    int dimension = dimensions.computeIfAbsent(vector.getModelDigest(), _ -> vector.getDimension());
    if (vector.getDimension() != dimension) {
      throw new CairnException(
          ErrorCode.EMBEDDING_MISMATCH,
          "the vector of model %s has dimension %d instead of %d"
              .formatted(model, vector.getDimension(), dimension));
    }
    double length = length(vector);
    if (Math.abs(length - 1) > LENGTH_TOLERANCE) {
      throw new CairnException(
          ErrorCode.RECORD_INVALID,
          "the vector of model %s has length %.4f instead of 1".formatted(model, length));
    }
  }

  private static double length(ModelVector vector) {
    FloatBuffer floats =
        vector.getVector().duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    double sum = 0;
    while (floats.hasRemaining()) {
      double component = floats.get();
      sum += component * component;
    }
    return Math.sqrt(sum);
  }
}
