package dev.cairn.rerank;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cairn.pipeline.broker.BrokerExtension;
import dev.cairn.pipeline.bundle.EnsembleDigest;
import dev.cairn.pipeline.config.PipelineConfig;
import dev.cairn.pipeline.topic.TopicAdmin;
import dev.cairn.rerank.classes.TestBundles;
import dev.cairn.rerank.opensearch.OpenSearchExtension;
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
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The worker with a real broker, index and bundles. */
class RerankServiceTest {
  @RegisterExtension static final BrokerExtension BROKER = new BrokerExtension();
  @RegisterExtension static final OpenSearchExtension OPENSEARCH = new OpenSearchExtension();

  private static final float[] EAST = {1, 0};
  private static final float[] NORTH = {0, 1};

  @TempDir Path folder;

  private String prefix;
  private String model;

  @BeforeEach
  void prepare(TestInfo test) throws IOException, InterruptedException {
    prefix = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
    TopicAdmin.createMissing(BROKER.kafka(), prefix);
    model =
        new TestBundles(Files.createDirectories(store()))
            .publish(List.of("tower", "bridge"), new float[][][] {{EAST}, {NORTH}})
            .digest();
  }

  @Test
  void answersQueriesFromTheWholeGalleryAndContinuesAfterARestart() throws Exception {
    publishGallery("g1", "tower", EAST);
    publishGallery("g2", "bridge", NORTH);
    publishQuery("q1", EAST);
    try (RerankService service = start()) {
      assertThat(predictions(1)).extracting(Prediction::getLandmarkId).containsExactly("tower");
      assertThat(service.status())
          .isEqualTo(new RerankStatus(Optional.empty(), Optional.empty(), true, 2));
    }

    publishQuery("q2", NORTH);
    removeFromGallery("g1");
    publishQuery("q3", EAST);
    try (RerankService service = start()) {
      Map<String, Prediction> all = byImage(predictions(3));

      assertThat(all).containsOnlyKeys("q1", "q2", "q3");
      assertThat(all.get("q2").getLandmarkId()).isEqualTo("bridge");
      // Only g2 is left when the worker starts again.
      assertThat(all.get("q3").getGalleryImages()).isEqualTo(1);
      assertThat(all.get("q3").getNeighbours())
          .extracting(neighbour -> neighbour.getImageId())
          .containsExactly("g2");
      assertThat(service.status().sound()).isTrue();
    }
  }

  @Test
  void theGalleryGrowsWhileQueriesAreAnswered() throws Exception {
    try (RerankService service = start()) {
      publishQuery("early", EAST);
      assertThat(predictions(1).getFirst().getGalleryImages()).isZero();

      publishGallery("g1", "tower", EAST);
      await().until(() -> service.status().galleryRows() == 1);
      publishQuery("late", EAST);

      assertThat(byImage(predictions(2)).get("late").getLandmarkId()).isEqualTo("tower");
    }
  }

  @Test
  void whatCannotBeServedGoesToTheDeadLetters() throws Exception {
    publishGallery("g1", "tower", EAST);
    send(Topic.EMBEDDINGS, "noise", "noise".getBytes(UTF_8));
    EmbeddingRecord unknown = TestRecords.embedding("unknown", List.of("0".repeat(64)), EAST);
    send(Topic.EMBEDDINGS, "unknown", Codecs.EMBEDDING.encode(unknown));
    publishQuery("good", EAST);
    try (RerankService service = start()) {
      assertThat(predictions(1)).extracting(Prediction::getImageId).containsExactly("good");
      assertThat(BROKER.read(Topic.DEAD_LETTERS.name(prefix), 2))
          .extracting(record -> header(record, "cairn.error.code"))
          .containsExactlyInAnyOrder("RECORD_UNREADABLE", "MODEL_NOT_FOUND");
      assertThat(service.status().sound()).isTrue();
    }
  }

  @Test
  void photographsOfNoLandmarkThatComeAndGoChangeTheAnswers() throws Exception {
    publishGallery("g1", "tower", EAST);
    try (RerankService service = start(Map.of("cairn.rerank.strategy", "distractor"))) {
      publishQuery("before", EAST);
      assertThat(predictions(1).getFirst().getLogScore()).isEqualTo(1);

      EmbeddingRecord meal = TestRecords.nonLandmark("meal", List.of(model), EAST);
      send(Topic.GALLERY, row("meal"), Codecs.EMBEDDING.encode(meal));
      await().until(() -> service.status().galleryRows() == 2);
      publishQuery("beside", EAST);
      Prediction beside = byImage(predictions(2)).get("beside");
      assertThat(beside.getLogScore()).isEqualTo(-1);
      assertThat(beside.getGalleryImages()).isEqualTo(1);
    }

    removeFromGallery("meal");
    publishQuery("after", EAST);
    try (RerankService service = start(Map.of("cairn.rerank.strategy", "distractor"))) {
      assertThat(byImage(predictions(3)).get("after").getLandmarkId()).isEqualTo("tower");
      assertThat(service.status().sound()).isTrue();
    }
  }

  @Test
  void aRestartedWorkerAnswersByAnotherStrategyFromTheSameIndex() throws Exception {
    publishGallery("g1", "tower", EAST);
    List<String> strategies = List.of("original", "combined", "distractor", "knn-vote");
    for (int i = 0; i < strategies.size(); i++) {
      publishQuery("q" + i, EAST);
      try (RerankService service = start(Map.of("cairn.rerank.strategy", strategies.get(i)))) {
        Prediction prediction = byImage(predictions(i + 1)).get("q" + i);
        assertThat(prediction.getStrategy()).isEqualTo(strategies.get(i));
        assertThat(prediction.getLandmarkId()).isEqualTo("tower");
        assertThat(service.status().sound()).isTrue();
      }
    }
  }

  @Test
  void aRestartedWorkerSearchesTheSameIndexInAnotherWay() throws Exception {
    publishGallery("g1", "tower", EAST);
    publishGallery("g2", "bridge", NORTH);
    List<IndexKind> kinds =
        List.of(IndexKind.EXACT, IndexKind.CERTIFIED, IndexKind.APPROXIMATE, IndexKind.AUTO);
    for (int i = 0; i < kinds.size(); i++) {
      publishQuery("q" + i, EAST);
      try (RerankService service = start(Map.of("cairn.rerank.index-kind", kinds.get(i).name()))) {
        Prediction prediction = byImage(predictions(i + 1)).get("q" + i);
        assertThat(prediction.getExact()).isEqualTo(kinds.get(i) != IndexKind.APPROXIMATE);
        assertThat(prediction.getLandmarkId()).isEqualTo("tower");
        assertThat(service.status().sound()).isTrue();
      }
    }
  }

  @Test
  void aSecondWorkerOnTheSameIndexIsRefused() throws Exception {
    try (RerankService service = start()) {
      assertThatThrownBy(this::start).hasMessageContaining("is in use");
      assertThat(service.status().sound()).isTrue();
    }
  }

  @Test
  void waitsForOpenSearchAndGoesOnWhenItIsBack() throws Exception {
    publishGallery("g1", "tower", EAST);
    publishQuery("before", EAST);
    Map<String, String> settings =
        Map.of(
            "cairn.rerank.index-kind", "opensearch",
            "cairn.rerank.opensearch.url", OPENSEARCH.server().url(),
            "cairn.rerank.opensearch.replicas", "0",
            "cairn.rerank.commit-interval", "1s");
    try (RerankService service = start(settings)) {
      assertThat(predictions(1)).extracting(Prediction::getGalleryImages).containsExactly(1L);

      OPENSEARCH.server().kill();
      for (int i = 2; i <= 300; i++) {
        publishGallery("g" + i, "bridge", NORTH);
      }
      publishQuery("during", EAST);
      await().until(() -> service.status().waitsFor().isPresent());
      OPENSEARCH.server().launch();

      assertThat(byImage(predictions(2)).get("during").getLandmarkId()).isEqualTo("tower");
      await().atMost(ofSeconds(60)).until(() -> service.status().galleryRows() == 300);
      publishQuery("after", EAST);
      assertThat(byImage(predictions(3)).get("after").getGalleryImages()).isEqualTo(300);
      await().until(() -> service.status().waitsFor().isEmpty());
      assertThat(service.status().sound()).isTrue();
    }
  }

  @Test
  void stopsWhileItWaitsForOpenSearch() throws Exception {
    Map<String, String> settings =
        Map.of(
            "cairn.rerank.index-kind", "opensearch",
            "cairn.rerank.opensearch.url", "http://127.0.0.1:1");
    RerankService service = start(settings);
    assertThat(service.status().waitsFor().orElseThrow()).contains("http://127.0.0.1:1");

    service.close();

    assertThat(service.status().sound()).isTrue();
  }

  private Path store() {
    return folder.resolve("store");
  }

  private RerankService start() throws IOException, InterruptedException {
    return start(Map.of());
  }

  private RerankService start(Map<String, String> more) throws IOException, InterruptedException {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("cairn.rerank.index", folder.resolve("gallery").toString());
    RerankConfig config = RerankConfigTest.config(settings);
    return RerankService.start(config, pipeline(), BROKER.kafka(), new SimpleMeterRegistry());
  }

  private PipelineConfig pipeline() {
    return new PipelineConfig() {
      @Override
      public Path store() {
        return RerankServiceTest.this.store();
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

  private List<Prediction> predictions(int count) {
    List<Prediction> predictions = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record :
        BROKER.read(Topic.PREDICTIONS.name(prefix), count)) {
      predictions.add(Codecs.PREDICTION.decode(record.value()));
    }
    return predictions;
  }

  /** Fails when an image has two predictions. */
  private static Map<String, Prediction> byImage(List<Prediction> predictions) {
    return predictions.stream()
        .collect(java.util.stream.Collectors.toMap(Prediction::getImageId, p -> p));
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }

  private void publishGallery(String imageId, String landmarkId, float[] vector) {
    EmbeddingRecord record = TestRecords.gallery(imageId, landmarkId, List.of(model), vector);
    send(Topic.GALLERY, row(imageId), Codecs.EMBEDDING.encode(record));
  }

  private void removeFromGallery(String imageId) {
    send(Topic.GALLERY, row(imageId), null);
  }

  private void publishQuery(String imageId, float[] vector) {
    EmbeddingRecord record = TestRecords.embedding(imageId, List.of(model), vector);
    send(Topic.EMBEDDINGS, imageId, Codecs.EMBEDDING.encode(record));
  }

  private String row(String imageId) {
    return new String(new GalleryKey(EnsembleDigest.of(List.of(model)), imageId).bytes(), UTF_8);
  }

  private void send(Topic topic, String key, byte[] value) {
    BROKER.send(List.of(new ProducerRecord<>(topic.name(prefix), key.getBytes(UTF_8), value)));
  }
}
