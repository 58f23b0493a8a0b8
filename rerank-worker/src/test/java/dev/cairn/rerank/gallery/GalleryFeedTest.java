package dev.cairn.rerank.gallery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cairn.pipeline.broker.BrokerExtension;
import dev.cairn.pipeline.bundle.EnsembleDigest;
import dev.cairn.rerank.TestRecords;
import dev.cairn.schemas.avro.EmbeddingRecord;
import dev.cairn.schemas.avro.Neighbour;
import dev.cairn.schemas.codec.Codecs;
import dev.cairn.schemas.topic.GalleryKey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class GalleryFeedTest {
  @RegisterExtension static final BrokerExtension BROKER = new BrokerExtension();

  private static final List<String> MODEL = List.of("a".repeat(64));
  private static final FeedTimes TIMES = new FeedTimes(Duration.ofSeconds(30), Duration.ofHours(1));
  private static final float[] EAST = {1, 0};

  @TempDir Path folder;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private String topic;

  @BeforeEach
  void createTopic() {
    topic = "gallery-" + UUID.randomUUID();
    BROKER.createTopic(topic, 3);
  }

  @Test
  void hasCaughtUpWhenEveryRecordOfTheTopicIsApplied() throws Exception {
    for (int i = 0; i < 50; i++) {
      publish("image-" + i);
    }
    delete("image-7");
    try (GalleryIndex index = LuceneGalleryIndex.open(folder, SearchMode.EXACT);
        GalleryFeed feed = follow(index)) {
      feed.caughtUp().join();

      assertThat(images(index)).hasSize(49).doesNotContain("image-7");
    }
  }

  @Test
  void followsWhatComesLater() throws Exception {
    try (GalleryIndex index = LuceneGalleryIndex.open(folder, SearchMode.EXACT);
        GalleryFeed feed = follow(index)) {
      feed.caughtUp().join();
      assertThat(images(index)).isEmpty();

      publish("tower");
      publish("bridge");
      await().until(() -> images(index).size() == 2);
      delete("tower");
      await().until(() -> images(index).equals(List.of("bridge")));
    }
  }

  @Test
  void continuesWhereItsLastCommitWas() throws Exception {
    publish("first");
    try (GalleryIndex index = LuceneGalleryIndex.open(folder, SearchMode.EXACT)) {
      followOnce(index);
      // A row that only this index has: it stays, so the topic is not read from its beginning.
      index.upsert(row("mark"), 0);
      index.commit(index.checkpoint().orElseThrow());
    }
    publish("second");
    delete("first");
    try (GalleryIndex index = LuceneGalleryIndex.open(folder, SearchMode.EXACT)) {
      followOnce(index);

      assertThat(images(index)).containsExactly("mark", "second");
      assertThat(nextOffsets(index)).isEqualTo(3);
    }
  }

  @Test
  void readsAgainWhatACrashLost() throws Exception {
    publish("first");
    try (GalleryIndex index = LuceneGalleryIndex.open(folder, SearchMode.EXACT)) {
      followOnce(index);
      index.delete(row("first").key(), 0); // not committed
    }
    publish("second");
    try (GalleryIndex index = LuceneGalleryIndex.open(folder, SearchMode.EXACT)) {
      followOnce(index);

      assertThat(images(index)).containsExactly("first", "second");
    }
  }

  @Test
  void anIndexOfAnotherTopicIsFilledAgain() throws Exception {
    try (GalleryIndex index = LuceneGalleryIndex.open(folder, SearchMode.EXACT)) {
      index.upsert(row("stale"), 0);
      index.commit(new Checkpoint("an earlier topic", Map.of(0, 100L), Instant.now()));
      publish("fresh");

      followOnce(index);

      assertThat(images(index)).containsExactly("fresh");
    }
  }

  @Test
  void anIndexThatMayHaveMissedDeletionsIsFilledAgain() throws Exception {
    publish("fresh");
    try (GalleryIndex index = LuceneGalleryIndex.open(folder, SearchMode.EXACT)) {
      followOnce(index);
      Checkpoint young = index.checkpoint().orElseThrow();
      index.upsert(row("stale"), 0);
      Instant longAgo = young.takenAt().minus(Duration.ofHours(2));
      index.commit(new Checkpoint(young.topicId(), young.offsets(), longAgo));

      followOnce(index);

      assertThat(images(index)).containsExactly("fresh");
    }
  }

  @Test
  void refusesBadRecordsAndGoesOn() throws Exception {
    publish("good");
    send("noise", "not a record".getBytes(UTF_8));
    send("another key", Codecs.EMBEDDING.encode(record("image")));
    send("nowhere", Codecs.EMBEDDING.encode(TestRecords.embedding("nowhere", MODEL, EAST)));
    send(
        "nan",
        Codecs.EMBEDDING.encode(
            TestRecords.gallery("nan", "tower", MODEL, new float[] {Float.NaN, 0})));
    send(
        "wide",
        Codecs.EMBEDDING.encode(
            TestRecords.gallery("wide", "tower", MODEL, new float[] {1, 0, 0, 0})));
    publish("last");
    try (GalleryIndex index = LuceneGalleryIndex.open(folder, SearchMode.EXACT)) {
      index.upsert(row("good"), 0);

      followOnce(index);

      assertThat(images(index)).containsExactly("good", "last");
      assertThat(refused("RECORD_UNREADABLE")).isEqualTo(1);
      assertThat(refused("RECORD_INVALID")).isEqualTo(2);
      assertThat(refused("EMBEDDING_NOT_FINITE")).isEqualTo(1);
      assertThat(refused("EMBEDDING_MISMATCH")).isEqualTo(1);
    }
  }

  @Test
  void photographsOfNoLandmarkComeAndGoBesideTheGallery() throws Exception {
    publish("tower");
    sendNonLandmark("meal");
    sendNonLandmark("pet");
    delete("pet");
    EmbeddingRecord both = record("both");
    both.setNonLandmark(true);
    send("both", Codecs.EMBEDDING.encode(both));
    try (GalleryIndex index = LuceneGalleryIndex.open(folder, SearchMode.EXACT);
        GalleryFeed feed = follow(index)) {
      feed.caughtUp().join();

      assertThat(images(index)).containsExactly("tower");
      assertThat(distraction(index)).isEqualTo(1);
      assertThat(refused("RECORD_INVALID")).isEqualTo(1);
      delete("meal");
      await().until(() -> distraction(index) == 0);
    }
  }

  @Test
  void anIndexWithoutPhotographsOfNoLandmarkForgetsAnImageThatBecomesOne() throws Exception {
    PlainGallery index = new PlainGallery();
    publish("tower");
    publish("meal");
    sendNonLandmark("meal");

    followOnce(index);

    assertThat(index.imageIds()).containsExactly("tower");
    assertThat(registry.find("cairn.gallery.refused").counters()).isEmpty();
  }

  private static double distraction(GalleryIndex index) throws IOException {
    float[][][] query = {{EAST}};
    return index.nonLandmarks().orElseThrow().distraction(EnsembleDigest.of(MODEL), query)[0][0];
  }

  private void sendNonLandmark(String imageId) {
    send(imageId, Codecs.EMBEDDING.encode(TestRecords.nonLandmark(imageId, MODEL, EAST)));
  }

  @Test
  void tellsWhenItCannotGoOn() throws Exception {
    GalleryIndex index = LuceneGalleryIndex.open(folder, SearchMode.EXACT);
    try (GalleryFeed feed = follow(index)) {
      feed.caughtUp().join();
      index.close();
      publish("tower");

      await().until(() -> feed.ended().isCompletedExceptionally());
    }
  }

  private GalleryFeed follow(GalleryIndex index) {
    GalleryFeed feed = new GalleryFeed(BROKER.kafka(), topic, index, TIMES, registry);
    feed.start();
    return feed;
  }

  private void followOnce(GalleryIndex index) throws InterruptedException {
    try (GalleryFeed feed = follow(index)) {
      feed.caughtUp().join();
    }
  }

  /** Image ids in the index, sorted. */
  private static List<String> images(GalleryIndex index) throws IOException {
    float[][] query = {EAST};
    return index.search(EnsembleDigest.of(MODEL), query, 1000).neighbours().getFirst().stream()
        .map(Neighbour::getImageId)
        .sorted()
        .toList();
  }

  private static long nextOffsets(GalleryIndex index) throws IOException {
    return index.checkpoint().orElseThrow().offsets().values().stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  private double refused(String code) {
    return registry.counter("cairn.gallery.refused", "code", code).count();
  }

  private void publish(String imageId) {
    send(imageId, Codecs.EMBEDDING.encode(record(imageId)));
  }

  private void delete(String imageId) {
    send(imageId, null);
  }

  private void send(String imageId, byte[] value) {
    BROKER.send(List.of(new ProducerRecord<>(topic, key(imageId), value)));
  }

  private static byte[] key(String imageId) {
    return new GalleryKey(EnsembleDigest.of(MODEL), imageId).bytes();
  }

  private static EmbeddingRecord record(String imageId) {
    return TestRecords.gallery(imageId, "tower", MODEL, EAST);
  }

  private static GalleryRow row(String imageId) {
    return new GalleryRow(imageId, "tower", EnsembleDigest.of(MODEL), EAST, null);
  }
}
