package dev.cairn.standalone.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.pipeline.broker.BrokerExtension;
import dev.cairn.pipeline.bundle.Bundle;
import dev.cairn.pipeline.bundle.EnsembleDigest;
import dev.cairn.pipeline.bundle.Manifest;
import dev.cairn.pipeline.topic.TopicAdmin;
import dev.cairn.schemas.avro.BatchKind;
import dev.cairn.schemas.avro.BatchState;
import dev.cairn.schemas.avro.BatchStatus;
import dev.cairn.schemas.avro.EnsemblePublished;
import dev.cairn.schemas.avro.Fault;
import dev.cairn.schemas.avro.ImageRecord;
import dev.cairn.schemas.avro.ModelPublished;
import dev.cairn.schemas.avro.Prediction;
import dev.cairn.schemas.avro.StageCancelled;
import dev.cairn.schemas.avro.StageCompleted;
import dev.cairn.schemas.avro.StageFailed;
import dev.cairn.schemas.avro.StageRejected;
import dev.cairn.schemas.avro.TrainingEvent;
import dev.cairn.schemas.codec.Codecs;
import dev.cairn.schemas.topic.Topic;
import dev.cairn.standalone.up.WorkFolder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the commands read from the topics of a real broker. Each test has ids of its own. */
@Timeout(60)
class ClientTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final StageRejected REJECTED =
      new StageRejected(List.of(new Fault("STAGE_OPTION_INVALID", "fold is 9")));
  private static final StageCompleted COMPLETED = new StageCompleted("d".repeat(64), 1e-7, 3.0, 0L);

  private static final StageFailed FAILED =
      new StageFailed(new Fault("LOSS_NOT_FINITE", "loss is NaN"));

  @RegisterExtension static final BrokerExtension BROKER = new BrokerExtension();

  private static Installation cairn;
  private final StringWriter told = new StringWriter();

  @BeforeAll
  static void createTopics() throws InterruptedException {
    TopicAdmin.createMissing(BROKER.kafka(), Topic.DEFAULT_PREFIX);
    String address = BROKER.kafka().get("bootstrap.servers").toString();
    cairn = new Installation(address, Topic.DEFAULT_PREFIX, new WorkFolder(Path.of("unused")));
  }

  @Test
  void aStageThatEndedBeforeIsToldAtOnce() {
    send(Topic.TRAINING_EVENTS, event("ended", COMPLETED));
    try (StageWatch watch = new StageWatch(cairn, "m", "ended")) {
      assertThat(watch.follow(new PrintWriter(told), () -> {})).contains(COMPLETED);
    }
  }

  @Test
  void theEndsOfEarlierTriesDoNotEndTheNextOne() {
    send(Topic.TRAINING_EVENTS, event("again", REJECTED));
    send(Topic.TRAINING_EVENTS, event("again", new StageCancelled(1, "last.safetensors")));
    send(Topic.TRAINING_EVENTS, event("again", FAILED));
    try (StageWatch watch = new StageWatch(cairn, "m", "again")) {
      send(Topic.TRAINING_EVENTS, event("again", COMPLETED));
      assertThat(watch.follow(new PrintWriter(told), () -> {})).contains(COMPLETED);
    }
    assertThat(told.toString()).contains("completed").doesNotContain("rejected");
  }

  @Test
  void aRejectionOfThisTryEndsIt() {
    try (StageWatch watch = new StageWatch(cairn, "m", "faulty")) {
      send(Topic.TRAINING_EVENTS, event("faulty", REJECTED));
      assertThat(watch.follow(new PrintWriter(told), () -> {})).isEmpty();
    }
    assertThat(told.toString()).contains("fold is 9");
  }

  @Test
  void aFailedStageGivesNoBundle() {
    try (StageWatch watch = new StageWatch(cairn, "m", "nan")) {
      send(Topic.TRAINING_EVENTS, event("nan", FAILED));
      assertThat(watch.follow(new PrintWriter(told), () -> {})).isEmpty();
    }
  }

  @Test
  void aBatchIsCompleteWhenEveryImageIsAnsweredOrHasFailed() {
    send(Topic.BATCHES, Codecs.BATCH_STATUS.encode(closed("b1", BatchKind.QUERY, 2)));
    send(Topic.DEAD_LETTERS, null); // a failed tombstone, which belongs to no batch
    send(Topic.DEAD_LETTERS, "garbage".getBytes(StandardCharsets.UTF_8));
    send(Topic.PREDICTIONS, Codecs.PREDICTION.encode(prediction("b1", "q1")));
    send(Topic.PREDICTIONS, Codecs.PREDICTION.encode(prediction("other", "q2")));
    try (BatchAnswers answers = new BatchAnswers(cairn, "b1")) {
      answers.readAll();
      assertThat(answers.complete()).isFalse();
      assertThat(answers.answered()).isEqualTo(1);

      send(Topic.DEAD_LETTERS, Codecs.IMAGE.encode(image("b1", "q2")));
      answers.awaitComplete(a -> {});
      assertThat(answers.predictions()).extracting(Prediction::getImageId).containsExactly("q1");
      assertThat(answers.failures()).extracting(FailedImage::imageId).containsExactly("q2");
    }
  }

  @Test
  void aGalleryBatchIsKnownAsOneThatIsNeverAnswered() {
    send(Topic.BATCHES, Codecs.BATCH_STATUS.encode(closed("g1", BatchKind.GALLERY, 3)));
    try (BatchAnswers answers = new BatchAnswers(cairn, "g1")) {
      answers.readAll();
      assertThat(answers.ofGallery()).isTrue();
      assertThat(answers.published()).contains(3L);
    }
  }

  @Test
  void aBatchOfNoLandmarkIsNeverAnsweredEither() {
    send(Topic.BATCHES, Codecs.BATCH_STATUS.encode(closed("n1", BatchKind.NON_LANDMARK, 3)));
    try (BatchAnswers answers = new BatchAnswers(cairn, "n1")) {
      answers.readAll();
      assertThat(answers.ofGallery()).isTrue();
    }
  }

  @Test
  void anImportedModelIsAnnouncedAndThenServedByItsEnsemble() throws InterruptedException {
    Manifest manifest =
        new Manifest(
            "b0",
            "nest50",
            64,
            512,
            0,
            3,
            "pixels",
            "embedding",
            Optional.empty(),
            "import",
            Map.of(),
            Map.of());
    ModelClient.promote(cairn, new Bundle("a".repeat(64), Path.of("unused"), manifest), "museum");
    List<Object> events = new ArrayList<>();
    try (TopicScan models = TopicScan.fromBeginning(cairn, Topic.MODELS)) {
      while (!models.caughtUp()) {
        for (ConsumerRecord<byte[], byte[]> record : models.poll(Duration.ofMillis(100))) {
          events.add(Codecs.MODEL_EVENT.decode(record.value()).getEvent());
        }
      }
    }
    List<String> bundles = List.of("a".repeat(64));
    assertThat(events)
        .containsExactlyInAnyOrder(
            new ModelPublished("b0", "a".repeat(64), "nest50", 64, "import", null),
            new EnsemblePublished("museum", EnsembleDigest.of(bundles), bundles, null, List.of()));
  }

  private static void send(Topic topic, byte[] value) {
    BROKER.send(List.of(new ProducerRecord<>(topic.name(Topic.DEFAULT_PREFIX), bytes("k"), value)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] event(String stageId, Object event) {
    return Codecs.TRAINING_EVENT.encode(new TrainingEvent("m", stageId, NOW, event));
  }

  private static BatchStatus closed(String batchId, BatchKind kind, long images) {
    return new BatchStatus(batchId, kind, BatchState.CLOSED, images, NOW, NOW);
  }

  private static ImageRecord image(String batchId, String imageId) {
    return ImageRecord.newBuilder()
        .setImageId(imageId)
        .setBatchId(batchId)
        .setContent(ByteBuffer.wrap(bytes("no image")))
        .setPublishedAt(NOW)
        .build();
  }

  private static Prediction prediction(String batchId, String imageId) {
    return Prediction.newBuilder()
        .setImageId(imageId)
        .setBatchId(batchId)
        .setLogScore(-1)
        .setConfidence(Math.exp(-1))
        .setCandidates(List.of())
        .setNeighbours(List.of())
        .setExact(true)
        .setStrategy("original")
        .setEnsembleDigest("e".repeat(64))
        .setGalleryImages(0)
        .setPublishedAt(NOW)
        .setPredictedAt(NOW)
        .build();
  }
}
