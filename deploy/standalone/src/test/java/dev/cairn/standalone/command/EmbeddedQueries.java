package dev.cairn.standalone.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.pipeline.broker.BrokerExtension;
import dev.cairn.pipeline.bundle.EnsembleDigest;
import dev.cairn.pipeline.bundle.FolderBundleStore;
import dev.cairn.pipeline.bundle.Manifest;
import dev.cairn.pipeline.bundle.ManifestFile;
import dev.cairn.pipeline.tensor.Safetensors;
import dev.cairn.pipeline.tensor.Tensor;
import dev.cairn.schemas.avro.EmbeddingRecord;
import dev.cairn.schemas.avro.ModelVector;
import dev.cairn.schemas.codec.Codecs;
import dev.cairn.schemas.topic.Topic;
import dev.cairn.standalone.up.WorkFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A batch of queries that an ensemble has embedded, in a plane: a vector is an angle in degrees, 0
 * where the class of the tower lies and 90 for the bridge.
 */
record EmbeddedQueries(QueryTopics batch) {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  /**
   * @param models that make the ensemble; their bundles are published
   */
  static EmbeddedQueries create(BrokerExtension broker, String prefix, Path work, int models)
      throws IOException, InterruptedException {
    List<String> bundles = new ArrayList<>();
    for (int i = 0; i < models; i++) {
      bundles.add(bundle(work, "stage" + i));
    }
    GalleryTopics topics = GalleryTopics.create(broker, prefix, work);
    return new EmbeddedQueries(new QueryTopics(topics, bundles, 2, "batch"));
  }

  private static String bundle(Path work, String stageId) throws IOException {
    Path folder = Files.createDirectories(work.resolve(stageId));
    Files.writeString(folder.resolve("model.onnx"), stageId);
    Files.writeString(
        folder.resolve("classes.csv"), "index,landmark_id,images\n0,tower,1\n1,bridge,1\n");
    float[] heads = {1, 0, 0, 1};
    Safetensors.write(
        folder.resolve("head.safetensors"),
        Map.of(),
        Map.of("weight", Tensor.ofFloats(heads, 2, 1, 2)));
    ManifestFile.write(
        folder,
        new Manifest(
            "b0",
            "none",
            8,
            2,
            1,
            1,
            "pixels",
            "embedding",
            Optional.empty(),
            stageId,
            Map.of(),
            Map.of()));
    return new FolderBundleStore(new WorkFolder(work).store()).publish(folder).digest();
  }

  List<String> bundles() {
    return batch.bundles();
  }

  GalleryTopics topics() {
    return batch.topics();
  }

  void gallery(List<String> ensemble, String imageId, String landmarkId, double degrees) {
    EmbeddingRecord row = embedding(ensemble, imageId, degrees);
    row.setLandmarkId(landmarkId);
    topics().row(row);
  }

  void nonLandmark(String imageId, double degrees) {
    EmbeddingRecord row = embedding(bundles(), imageId, degrees);
    row.setNonLandmark(true);
    topics().row(row);
  }

  void query(String imageId, double degrees) {
    send(imageId, Codecs.EMBEDDING.encode(embedding(bundles(), imageId, degrees)));
  }

  void send(String key, byte[] value) {
    topics().send(Topic.EMBEDDINGS, key.getBytes(UTF_8), value);
  }

  private EmbeddingRecord embedding(List<String> ensemble, String imageId, double degrees) {
    return EmbeddingRecord.newBuilder()
        .setImageId(imageId)
        .setBatchId(batch.batchId())
        .setEnsembleDigest(EnsembleDigest.of(ensemble))
        .setVectors(ensemble.stream().map(bundle -> vector(bundle, degrees)).toList())
        .setPublishedAt(NOW)
        .setEmbeddedAt(NOW)
        .build();
  }

  private static ModelVector vector(String bundle, double degrees) {
    ByteBuffer floats =
        ByteBuffer.allocate(2 * Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putFloat((float) Math.cos(Math.toRadians(degrees)))
            .putFloat((float) Math.sin(Math.toRadians(degrees)))
            .flip();
    return new ModelVector(bundle, 2, floats);
  }
}
