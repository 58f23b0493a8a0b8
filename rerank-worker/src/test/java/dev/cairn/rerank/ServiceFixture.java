package dev.cairn.rerank;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;

import dev.cairn.pipeline.broker.BrokerExtension;
import dev.cairn.pipeline.bundle.EnsembleDigest;
import dev.cairn.pipeline.config.PipelineConfig;
import dev.cairn.pipeline.topic.TopicAdmin;
import dev.cairn.rerank.classes.TestBundles;
import dev.cairn.schemas.avro.EmbeddingRecord;
import dev.cairn.schemas.avro.Prediction;
import dev.cairn.schemas.codec.Codecs;
import dev.cairn.schemas.topic.GalleryKey;
import dev.cairn.schemas.topic.Topic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.TestInfo;

/** A worker with a real broker and a bundle of two landmarks; topics are those of a prefix. */
final class ServiceFixture {
  static final float[] EAST = {1, 0};
  static final float[] NORTH = {0, 1};

  private final BrokerExtension broker;
  private final String prefix;
  private final Path folder;
  private final String model;

  /** Of a test method, whose name is the prefix. */
  ServiceFixture(BrokerExtension broker, TestInfo test, Path folder)
      throws IOException, InterruptedException {
    this.broker = broker;
    this.prefix = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
    this.folder = folder;
    TopicAdmin.createMissing(broker.kafka(), prefix);
    model =
        new TestBundles(Files.createDirectories(store()))
            .publish(List.of("tower", "bridge"), new float[][][] {{EAST}, {NORTH}})
            .digest();
  }

  String model() {
    return model;
  }

  String topic(Topic topic) {
    return topic.name(prefix);
  }

  private Path store() {
    return folder.resolve("store");
  }

  RerankService start() throws IOException, InterruptedException {
    return start(Map.of());
  }

  RerankService start(Map<String, String> more) throws IOException, InterruptedException {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("cairn.rerank.index", folder.resolve("gallery").toString());
    RerankConfig config = RerankConfigTest.config(settings);
    return RerankService.start(config, pipeline(), broker.kafka(), new SimpleMeterRegistry());
  }

  private PipelineConfig pipeline() {
    return new PipelineConfig() {
      @Override
      public Path store() {
        return ServiceFixture.this.store();
      }

      @Override
      public String topicPrefix() {
        return prefix;
      }

      @Override
      public String ensemble() {
        return "default";
      }
    };
  }

  List<Prediction> predictions(int count) {
    List<Prediction> predictions = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record :
        broker.read(Topic.PREDICTIONS.name(prefix), count)) {
      predictions.add(Codecs.PREDICTION.decode(record.value()));
    }
    return predictions;
  }

  /** Fails when an image has two predictions. */
  static Map<String, Prediction> byImage(List<Prediction> predictions) {
    return predictions.stream().collect(toMap(Prediction::getImageId, p -> p));
  }

  void publishGallery(String imageId, String landmarkId, float[] vector) {
    EmbeddingRecord record = TestRecords.gallery(imageId, landmarkId, List.of(model), vector);
    send(Topic.GALLERY, row(imageId), Codecs.EMBEDDING.encode(record));
  }

  void removeFromGallery(String imageId) {
    send(Topic.GALLERY, row(imageId), null);
  }

  void publishQuery(String imageId, float[] vector) {
    EmbeddingRecord record = TestRecords.embedding(imageId, List.of(model), vector);
    send(Topic.EMBEDDINGS, imageId, Codecs.EMBEDDING.encode(record));
  }

  String row(String imageId) {
    return new String(new GalleryKey(EnsembleDigest.of(List.of(model)), imageId).bytes(), UTF_8);
  }

  void send(Topic topic, String key, byte[] value) {
    broker.send(List.of(new ProducerRecord<>(topic.name(prefix), key.getBytes(UTF_8), value)));
  }
}
