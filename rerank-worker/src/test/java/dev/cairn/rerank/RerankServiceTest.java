package dev.cairn.rerank;

import static dev.cairn.rerank.ServiceFixture.EAST;
import static dev.cairn.rerank.ServiceFixture.NORTH;
import static dev.cairn.rerank.ServiceFixture.byImage;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cairn.pipeline.broker.BrokerExtension;
import dev.cairn.schemas.avro.EmbeddingRecord;
import dev.cairn.schemas.avro.Prediction;
import dev.cairn.schemas.codec.Codecs;
import dev.cairn.schemas.topic.Topic;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The worker with a real broker, index and bundles. */
class RerankServiceTest {
  @RegisterExtension static final BrokerExtension BROKER = new BrokerExtension();

  @TempDir Path folder;

  private ServiceFixture worker;

  @BeforeEach
  void prepare(TestInfo test) throws IOException, InterruptedException {
    worker = new ServiceFixture(BROKER, test, folder);
  }

  @Test
  void answersQueriesFromTheWholeGalleryAndContinuesAfterARestart() throws Exception {
    worker.publishGallery("g1", "tower", EAST);
    worker.publishGallery("g2", "bridge", NORTH);
    worker.publishQuery("q1", EAST);
    try (RerankService service = worker.start()) {
      assertThat(worker.predictions(1))
          .extracting(Prediction::getLandmarkId)
          .containsExactly("tower");
      assertThat(service.status())
          .isEqualTo(new RerankStatus(Optional.empty(), Optional.empty(), true, 2));
    }

    worker.publishQuery("q2", NORTH);
    worker.removeFromGallery("g1");
    worker.publishQuery("q3", EAST);
    try (RerankService service = worker.start()) {
      Map<String, Prediction> all = byImage(worker.predictions(3));

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
    try (RerankService service = worker.start()) {
      worker.publishQuery("early", EAST);
      assertThat(worker.predictions(1).getFirst().getGalleryImages()).isZero();

      worker.publishGallery("g1", "tower", EAST);
      await().until(() -> service.status().galleryRows() == 1);
      worker.publishQuery("late", EAST);

      assertThat(byImage(worker.predictions(2)).get("late").getLandmarkId()).isEqualTo("tower");
    }
  }

  @Test
  void whatCannotBeServedGoesToTheDeadLetters() throws Exception {
    worker.publishGallery("g1", "tower", EAST);
    worker.send(Topic.EMBEDDINGS, "noise", "noise".getBytes(UTF_8));
    EmbeddingRecord unknown = TestRecords.embedding("unknown", List.of("0".repeat(64)), EAST);
    worker.send(Topic.EMBEDDINGS, "unknown", Codecs.EMBEDDING.encode(unknown));
    worker.publishQuery("good", EAST);
    try (RerankService service = worker.start()) {
      assertThat(worker.predictions(1)).extracting(Prediction::getImageId).containsExactly("good");
      assertThat(BROKER.read(worker.topic(Topic.DEAD_LETTERS), 2))
          .extracting(record -> header(record, "cairn.error.code"))
          .containsExactlyInAnyOrder("RECORD_UNREADABLE", "MODEL_NOT_FOUND");
      assertThat(service.status().sound()).isTrue();
    }
  }

  @Test
  void photographsOfNoLandmarkThatComeAndGoChangeTheAnswers() throws Exception {
    worker.publishGallery("g1", "tower", EAST);
    try (RerankService service = worker.start(Map.of("cairn.rerank.strategy", "distractor"))) {
      worker.publishQuery("before", EAST);
      assertThat(worker.predictions(1).getFirst().getLogScore()).isEqualTo(1);

      EmbeddingRecord meal = TestRecords.nonLandmark("meal", List.of(worker.model()), EAST);
      worker.send(Topic.GALLERY, worker.row("meal"), Codecs.EMBEDDING.encode(meal));
      await().until(() -> service.status().galleryRows() == 2);
      worker.publishQuery("beside", EAST);
      Prediction beside = byImage(worker.predictions(2)).get("beside");
      assertThat(beside.getLogScore()).isEqualTo(-1);
      assertThat(beside.getGalleryImages()).isEqualTo(1);
    }

    worker.removeFromGallery("meal");
    worker.publishQuery("after", EAST);
    try (RerankService service = worker.start(Map.of("cairn.rerank.strategy", "distractor"))) {
      assertThat(byImage(worker.predictions(3)).get("after").getLandmarkId()).isEqualTo("tower");
      assertThat(service.status().sound()).isTrue();
    }
  }

  @Test
  void aRestartedWorkerAnswersByAnotherStrategyFromTheSameIndex() throws Exception {
    worker.publishGallery("g1", "tower", EAST);
    List<String> strategies = List.of("original", "combined", "distractor", "knn-vote");
    for (int i = 0; i < strategies.size(); i++) {
      worker.publishQuery("q" + i, EAST);
      try (RerankService service =
          worker.start(Map.of("cairn.rerank.strategy", strategies.get(i)))) {
        Prediction prediction = byImage(worker.predictions(i + 1)).get("q" + i);
        assertThat(prediction.getStrategy()).isEqualTo(strategies.get(i));
        assertThat(prediction.getLandmarkId()).isEqualTo("tower");
        assertThat(service.status().sound()).isTrue();
      }
    }
  }

  @Test
  void aRestartedWorkerSearchesTheSameIndexInAnotherWay() throws Exception {
    worker.publishGallery("g1", "tower", EAST);
    worker.publishGallery("g2", "bridge", NORTH);
    List<IndexKind> kinds =
        List.of(IndexKind.EXACT, IndexKind.CERTIFIED, IndexKind.APPROXIMATE, IndexKind.AUTO);
    for (int i = 0; i < kinds.size(); i++) {
      worker.publishQuery("q" + i, EAST);
      try (RerankService service =
          worker.start(Map.of("cairn.rerank.index-kind", kinds.get(i).name()))) {
        Prediction prediction = byImage(worker.predictions(i + 1)).get("q" + i);
        assertThat(prediction.getExact()).isEqualTo(kinds.get(i) != IndexKind.APPROXIMATE);
        assertThat(prediction.getLandmarkId()).isEqualTo("tower");
        assertThat(service.status().sound()).isTrue();
      }
    }
  }

  @Test
  void aSecondWorkerOnTheSameIndexIsRefused() throws Exception {
    try (RerankService service = worker.start()) {
      assertThatThrownBy(worker::start).hasMessageContaining("is in use");
      assertThat(service.status().sound()).isTrue();
    }
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }
}
