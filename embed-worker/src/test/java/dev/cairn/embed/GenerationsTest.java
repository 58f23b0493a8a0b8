package dev.cairn.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.cairn.embed.session.TinyModel;
import dev.cairn.pipeline.broker.BrokerExtension;
import dev.cairn.schemas.avro.EmbeddingRecord;
import dev.cairn.schemas.topic.GalleryKey;
import dev.cairn.schemas.topic.Topic;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The generations of the gallery while ensembles come and go. */
class GenerationsTest {
  @RegisterExtension static final BrokerExtension BROKER = new BrokerExtension();

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final TinyModel SMALL = TinyModel.of(4);
  private static final TinyModel LARGE = TinyModel.of(8);

  @TempDir Path folder;
  private TestCairn cairn;
  private EmbedService service;

  @BeforeEach
  void start() throws InterruptedException {
    cairn = new TestCairn(BROKER, folder);
    service = cairn.startWorker();
  }

  @AfterEach
  void stop() throws InterruptedException {
    service.close();
  }

  @Test
  void theNextGenerationIsMadeWhileTheFormerServes() throws IOException {
    String old = cairn.announce(SMALL);
    cairn.publish(Topic.GALLERY_IMAGES, cairn.gallery("g1"), cairn.gallery("g2"));
    awaitRows(old + "/g1", old + "/g2");

    String next = cairn.announceNext(LARGE, old);

    awaitRows(old + "/g1", old + "/g2", next + "/g1", next + "/g2");
    assertThat(service.status())
        .isEqualTo(new EmbedStatus(Optional.of(old), Optional.of(next), Optional.empty()));
    cairn.publish(Topic.IMAGES, TestCairn.query("q"));
    assertThat(cairn.embeddings(Topic.EMBEDDINGS, 1).getFirst().getEnsembleDigest()).isEqualTo(old);
  }

  @Test
  void photographsOfNoLandmarkAreMadeAgainAndRemovedLikeTheOthers() throws IOException {
    String old = cairn.announce(SMALL);
    cairn.publish(
        Topic.GALLERY_IMAGES,
        cairn.gallery("meal").setLandmarkId(null).setNonLandmark(true),
        cairn.gallery("g1"));
    awaitRows(old + "/meal", old + "/g1");

    String next = cairn.announceNext(LARGE, old);

    awaitRows(old + "/meal", old + "/g1", next + "/meal", next + "/g1");
    assertThat(cairn.embeddings(Topic.GALLERY, 4))
        .filteredOn(EmbeddingRecord::getNonLandmark)
        .extracting(EmbeddingRecord::getEnsembleDigest, EmbeddingRecord::getImageId)
        .containsExactlyInAnyOrder(tuple(old, "meal"), tuple(next, "meal"));
    cairn.removeFromGallery("meal");
    awaitRows(old + "/g1", next + "/g1");
  }

  @Test
  void whatComesAndGoesMeanwhileComesAndGoesInBoth() throws IOException {
    String old = cairn.announce(SMALL);
    String next = cairn.announceNext(LARGE, old);
    cairn.publish(Topic.GALLERY_IMAGES, cairn.gallery("g1"), cairn.gallery("g2"));
    awaitRows(old + "/g1", old + "/g2", next + "/g1", next + "/g2");

    cairn.removeFromGallery("g1");

    awaitRows(old + "/g2", next + "/g2");
  }

  @Test
  void theSwitchIsOneEventAndGoingBackAnother() throws IOException {
    String old = cairn.announce(SMALL);
    cairn.publish(Topic.GALLERY_IMAGES, cairn.gallery("g1"));
    String next = cairn.announceNext(LARGE, old);
    awaitRows(old + "/g1", next + "/g1");

    cairn.announce(LARGE);
    awaitServing(next);
    cairn.publish(Topic.GALLERY_IMAGES, cairn.gallery("g2"));
    awaitRows(old + "/g1", next + "/g1", next + "/g2");

    cairn.announce(SMALL);
    awaitServing(old);
    awaitRows(old + "/g1", next + "/g1", next + "/g2", old + "/g2");
    assertThat(cairn.readAll(Topic.GALLERY)).hasSize(4); // nothing was embedded twice
    assertThat(service.isSound()).isTrue();
  }

  @Test
  void droppingAGenerationTouchesNoOther() throws IOException {
    String old = cairn.announce(SMALL);
    String next = cairn.announceNext(LARGE, old);
    cairn.publish(Topic.GALLERY_IMAGES, cairn.gallery("g1"));
    awaitRows(old + "/g1", next + "/g1");

    cairn.dropRow(old, "g1");
    cairn.publish(Topic.GALLERY_IMAGES, cairn.gallery("g2"));

    awaitRows(next + "/g1", old + "/g2", next + "/g2");
  }

  @Test
  void anEnsembleThatWasNotPreparedMakesItsGenerationWhileItServes() throws IOException {
    String old = cairn.announce(SMALL);
    cairn.publish(Topic.GALLERY_IMAGES, cairn.gallery("g1"));
    awaitRows(old + "/g1");

    String now = cairn.announce(LARGE);

    awaitRows(old + "/g1", now + "/g1");
  }

  @Test
  void aGenerationThatIsWithdrawnIsLeftAsItIs() throws IOException {
    String old = cairn.announce(SMALL);
    String next = cairn.announceNext(LARGE, old);
    awaitNext(Optional.of(next));

    cairn.withdrawNext();
    awaitNext(Optional.empty());

    cairn.publish(Topic.GALLERY_IMAGES, cairn.gallery("g1"));
    awaitRows(old + "/g1");
    assertThat(service.isSound()).isTrue();
  }

  @Test
  void aNextEnsembleThatCannotBeLoadedIsRefusedAndTheFormerServes() throws IOException {
    String old = cairn.announce(SMALL);
    cairn.announceNext(TinyModel.ofNoNumbers(4), old);

    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(service.status().refusal()).get().asString().contains("MODEL_INVALID"));
    assertThat(service.status().ensembleDigest()).contains(old);
    assertThat(service.status().nextDigest()).isEmpty();
  }

  @Test
  void aRestartedWorkerGoesOnWithBothGenerations() throws IOException, InterruptedException {
    String old = cairn.announce(SMALL);
    String next = cairn.announceNext(LARGE, old);
    cairn.publish(Topic.GALLERY_IMAGES, cairn.gallery("g1"));
    awaitRows(old + "/g1", next + "/g1");

    service.close();
    cairn.publish(Topic.GALLERY_IMAGES, cairn.gallery("g2"));
    service = cairn.startWorker();

    awaitRows(old + "/g1", next + "/g1", old + "/g2", next + "/g2");
    assertThat(cairn.readAll(Topic.GALLERY)).hasSize(4);
  }

  private void awaitServing(String ensembleDigest) {
    await()
        .atMost(PATIENCE)
        .until(() -> service.status().ensembleDigest(), Optional.of(ensembleDigest)::equals);
  }

  private void awaitNext(Optional<String> ensembleDigest) {
    await().atMost(PATIENCE).until(() -> service.status().nextDigest(), ensembleDigest::equals);
  }

  /** Waits until the gallery has these rows and no others. */
  private void awaitRows(String... keys) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(liveRows()).containsExactlyInAnyOrder(keys));
  }

  private TreeSet<String> liveRows() {
    TreeSet<String> rows = new TreeSet<>();
    for (ConsumerRecord<byte[], byte[]> message : cairn.readAll(Topic.GALLERY)) {
      GalleryKey key = GalleryKey.of(message.key());
      String row = key.ensembleDigest() + "/" + key.imageId();
      if (message.value() == null) {
        rows.remove(row);
      } else {
        rows.add(row);
      }
    }
    return rows;
  }
}
