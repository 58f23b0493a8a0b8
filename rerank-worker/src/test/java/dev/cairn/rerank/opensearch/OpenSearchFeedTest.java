package dev.cairn.rerank.opensearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cairn.pipeline.broker.BrokerExtension;
import dev.cairn.pipeline.bundle.EnsembleDigest;
import dev.cairn.rerank.TestRecords;
import dev.cairn.rerank.gallery.FeedTimes;
import dev.cairn.rerank.gallery.GalleryFeed;
import dev.cairn.rerank.gallery.GalleryIndex;
import dev.cairn.schemas.avro.Neighbour;
import dev.cairn.schemas.codec.Codecs;
import dev.cairn.schemas.topic.GalleryKey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Feeds of a real topic into the index that they share. */
class OpenSearchFeedTest {
  @RegisterExtension static final BrokerExtension BROKER = new BrokerExtension();
  @RegisterExtension static final OpenSearchExtension OPENSEARCH = new OpenSearchExtension();

  private static final List<String> MODEL = List.of("a".repeat(64));
  private static final FeedTimes TIMES = new FeedTimes(Duration.ofSeconds(30), Duration.ofHours(1));
  private static final float[] EAST = {1, 0};

  private final String prefix = UUID.randomUUID().toString();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @BeforeEach
  void createTopic() {
    BROKER.createTopic(prefix, 3);
  }

  @Test
  void twoWorkersFollowTheSameTopicIntoOneGallery() throws Exception {
    publish(IntStream.range(0, 60).mapToObj(i -> "image-" + i).toList());
    remove("image-7");
    try (GalleryIndex first = open("first");
        GalleryIndex second = open("second");
        GalleryFeed firstFeed = follow(first);
        GalleryFeed secondFeed = follow(second)) {
      firstFeed.caughtUp().join();
      secondFeed.caughtUp().join();
      assertThat(images(first)).hasSize(59).doesNotContain("image-7").isEqualTo(images(second));

      publish(List.of("later"));
      remove("image-8");

      for (GalleryIndex each : List.of(first, second)) {
        await().until(() -> images(each).contains("later") && !images(each).contains("image-8"));
        assertThat(images(each)).hasSize(59);
      }
    }
  }

  @Test
  void goesOnWhereTheLastCommitWas() throws Exception {
    publish(List.of("first", "removed later"));
    followOnce("worker");
    publish(List.of("second"));
    remove("removed later");

    try (GalleryIndex index = open("worker")) {
      assertThat(nextOffsets(index)).isEqualTo(2);
      try (GalleryFeed feed = follow(index)) {
        feed.caughtUp().join();
      }
      assertThat(nextOffsets(index)).isEqualTo(4);
      assertThat(images(index)).containsExactly("first", "second");
    }
  }

  private void followOnce(String worker) throws IOException, InterruptedException {
    try (GalleryIndex index = open(worker);
        GalleryFeed feed = follow(index)) {
      feed.caughtUp().join();
    }
  }

  private static long nextOffsets(GalleryIndex index) throws IOException {
    return index.checkpoint().orElseThrow().offsets().values().stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  private OpenSearchGalleryIndex open(String worker) throws IOException {
    return OpenSearchGalleryIndex.open(OPENSEARCH.config(Map.of()), prefix, worker);
  }

  private GalleryFeed follow(GalleryIndex index) {
    GalleryFeed feed = new GalleryFeed(BROKER.kafka(), prefix, index, TIMES, registry);
    feed.start();
    return feed;
  }

  /** Image ids in the index, sorted. */
  private static List<String> images(GalleryIndex index) throws IOException {
    float[][] query = {EAST};
    return index.search(EnsembleDigest.of(MODEL), query, 1000).neighbours().getFirst().stream()
        .map(Neighbour::getImageId)
        .sorted()
        .toList();
  }

  private void publish(List<String> imageIds) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (String imageId : imageIds) {
      byte[] value = Codecs.EMBEDDING.encode(TestRecords.gallery(imageId, "tower", MODEL, EAST));
      records.add(new ProducerRecord<>(prefix, key(imageId), value));
    }
    BROKER.send(records);
  }

  private void remove(String imageId) {
    BROKER.send(List.of(new ProducerRecord<>(prefix, key(imageId), null)));
  }

  private static byte[] key(String imageId) {
    return new GalleryKey(EnsembleDigest.of(MODEL), imageId).bytes();
  }
}
