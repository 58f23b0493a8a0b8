package dev.cairn.rerank;

import dev.cairn.pipeline.bundle.EnsembleDigest;
import dev.cairn.schemas.avro.EmbeddingRecord;
import dev.cairn.schemas.avro.ModelVector;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Messages for tests. */
public final class TestRecords {
  /** When every test record was published and embedded. */
  public static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

  private TestRecords() {}

  /** A query with one vector a model. */
  public static EmbeddingRecord embedding(String imageId, List<String> models, float[]... vectors) {
    List<ModelVector> messages = new ArrayList<>();
    for (int i = 0; i < vectors.length; i++) {
      messages.add(new ModelVector(models.get(i), vectors[i].length, bytes(vectors[i])));
    }
    return EmbeddingRecord.newBuilder()
        .setImageId(imageId)
        .setBatchId("batch")
        .setEnsembleDigest(EnsembleDigest.of(models))
        .setVectors(messages)
        .setPublishedAt(AT)
        .setEmbeddedAt(AT)
        .setDecodeNanos(11)
        .setInferenceNanos(22)
        .build();
  }

  /** A gallery photograph. */
  public static EmbeddingRecord gallery(
      String imageId, String landmarkId, List<String> models, float[]... vectors) {
    EmbeddingRecord record = embedding(imageId, models, vectors);
    record.setLandmarkId(landmarkId);
    return record;
  }

  /** A photograph of no landmark. */
  public static EmbeddingRecord nonLandmark(
      String imageId, List<String> models, float[]... vectors) {
    EmbeddingRecord record = embedding(imageId, models, vectors);
    record.setNonLandmark(true);
    return record;
  }

  private static ByteBuffer bytes(float[] vector) {
    ByteBuffer bytes =
        ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(vector);
    return bytes;
  }
}
