package dev.cairn.ingest.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.pipeline.blob.FolderBlobStore;
import dev.cairn.pipeline.broker.BrokerExtension;
import dev.cairn.pipeline.folder.PhotoFolder;
import dev.cairn.pipeline.folder.Skipped;
import dev.cairn.pipeline.folder.Skipped.Reason;
import dev.cairn.pipeline.topic.TopicAdmin;
import dev.cairn.schemas.avro.BatchKind;
import dev.cairn.schemas.avro.BatchState;
import dev.cairn.schemas.avro.BatchStatus;
import dev.cairn.schemas.avro.ImageRecord;
import dev.cairn.schemas.codec.Codecs;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.schemas.topic.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class BatchPublisherTest {
  @RegisterExtension static final BrokerExtension BROKER = new BrokerExtension();

  private static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final BatchId BATCH = new BatchId("holiday");
  private static final BatchProgress SILENT = (published, total) -> {};

  @TempDir Path folder;
  private Path photos;
  private Path store;
  private String prefix;
  private BatchPublisher publisher;

  @BeforeEach
  void openPublisher() throws InterruptedException {
    photos = folder.resolve("photos");
    store = folder.resolve("store");
    prefix = "test-" + UUID.randomUUID();
    TopicAdmin.createMissing(BROKER.kafka(), prefix);
    publisher = new BatchPublisher(BROKER.kafka(), prefix, store, CLOCK);
  }

  @AfterEach
  void closePublisher() {
    publisher.close();
  }

  @Test
  void publishesQueriesWithTheirBytes() throws IOException {
    photo("b.jpg", "second");
    photo("a.png", "");

    PublishedBatch batch = publisher.publish(BATCH, queries(), SILENT);

    assertThat(batch).isEqualTo(new PublishedBatch(BATCH, BatchKind.QUERY, 2, List.of()));
    Map<String, ImageRecord> images = images(Topic.IMAGES, 2);
    assertThat(images).containsOnlyKeys("a", "b");
    assertThat(images.get("b"))
        .isEqualTo(
            ImageRecord.newBuilder()
                .setImageId("b")
                .setBatchId("holiday")
                .setContent(UTF_8.encode("second"))
                .setPublishedAt(NOW)
                .build());
    assertThat(images.get("a").getContent().remaining()).isZero();
  }

  @Test
  void sendsLargeQueriesAsAClaimCheck() throws IOException {
    byte[] limit = new byte[PhotoMessages.MAX_INLINE_BYTES];
    byte[] large = new byte[PhotoMessages.MAX_INLINE_BYTES + 1];
    Files.createDirectories(photos);
    Files.write(photos.resolve("limit.jpg"), limit);
    Files.write(photos.resolve("large.WEBP"), large);

    publisher.publish(BATCH, queries(), SILENT);

    Map<String, ImageRecord> images = images(Topic.IMAGES, 2);
    assertThat(images.get("limit").getContent().remaining()).isEqualTo(limit.length);
    ImageRecord claim = images.get("large");
    assertThat(claim.getContent()).isNull();
    assertThat(claim.getBlob().getMediaType()).isEqualTo("image/webp");
    assertThat(new FolderBlobStore(store).get(claim.getBlob())).isEqualTo(large);
  }

  @Test
  void publishesAGalleryThroughTheStoreWithItsDataset() throws IOException {
    for (int i = 0; i < 5; i++) {
      photo("bridge/b" + i + ".jpg", "bridge " + i);
    }
    photo("tower/t.jpg", "tower");

    PublishedBatch batch =
        publisher.publish(BATCH, PhotoFolder.gallery(photos, Long.MAX_VALUE), SILENT);

    assertThat(batch.images()).isEqualTo(6);
    Map<String, ImageRecord> images = images(Topic.GALLERY_IMAGES, 6);
    ImageRecord tower = images.get("t");
    assertThat(tower.getLandmarkId()).isEqualTo("tower");
    assertThat(tower.getNonLandmark()).isFalse();
    assertThat(tower.getContent()).isNull();
    assertThat(new FolderBlobStore(store).get(tower.getBlob())).asString(UTF_8).isEqualTo("tower");

    List<String> dataset = Files.readAllLines(store.resolve("datasets/holiday.csv"));
    assertThat(dataset).hasSize(7).first().isEqualTo("id,landmark_id,uri,fold");
    assertThat(dataset.getLast()).startsWith("t,tower," + tower.getBlob().getUri() + ",");
    assertThat(dataset.subList(1, 6))
        .extracting(row -> row.charAt(row.length() - 1))
        .containsExactlyInAnyOrder('0', '1', '2', '3', '4');
  }

  @Test
  void publishesPhotographsOfNoLandmarkBesideTheGalleryWithoutADataset() throws IOException {
    photo("meals/soup.jpg", "soup");
    photo("cat.jpg", "cat");

    PublishedBatch batch =
        publisher.publish(BATCH, PhotoFolder.nonLandmarks(photos, Long.MAX_VALUE), SILENT);

    assertThat(batch.kind()).isEqualTo(BatchKind.NON_LANDMARK);
    Map<String, ImageRecord> images = images(Topic.GALLERY_IMAGES, 2);
    assertThat(images).containsOnlyKeys("soup", "cat");
    ImageRecord cat = images.get("cat");
    assertThat(cat.getNonLandmark()).isTrue();
    assertThat(cat.getLandmarkId()).isNull();
    assertThat(new FolderBlobStore(store).get(cat.getBlob())).asString(UTF_8).isEqualTo("cat");
    assertThat(store.resolve("datasets")).doesNotExist();
    assertThat(statuses(2)).extracting(BatchStatus::getKind).containsOnly(BatchKind.NON_LANDMARK);
  }

  @Test
  void opensTheBatchFirstAndClosesItWithItsSize() throws IOException {
    photo("a.jpg", "a");
    photo("b.jpg", "b");

    publisher.publish(BATCH, queries(), SILENT);

    assertThat(statuses(2))
        .containsExactly(
            new BatchStatus("holiday", BatchKind.QUERY, BatchState.OPEN, 0L, NOW, null),
            new BatchStatus("holiday", BatchKind.QUERY, BatchState.CLOSED, 2L, NOW, NOW));
  }

  @Test
  void tellsItsProgress() throws IOException {
    photo("a.jpg", "a");
    photo("b.jpg", "b");
    List<String> progress = new ArrayList<>();

    publisher.publish(
        BATCH, queries(), (published, total) -> progress.add(published + " of " + total));

    assertThat(progress).containsExactly("1 of 2", "2 of 2");
  }

  @Test
  void goesOnWithoutAPhotographThatIsGone() throws IOException {
    photo("a.jpg", "a");
    Path gone = photo("gone.jpg", "").toRealPath();
    PhotoFolder scanned = queries();
    Files.delete(gone);

    PublishedBatch batch = publisher.publish(BATCH, scanned, SILENT);

    assertThat(batch.images()).isEqualTo(1);
    assertThat(batch.skipped()).containsExactly(new Skipped(gone, Reason.UNREADABLE));
    assertThat(statuses(2).getLast().getImages()).isEqualTo(1);
  }

  @Test
  void givesTheSameImageIdsWhenABatchIsPublishedAgain() throws IOException {
    photo("tower/1.jpg", "tower");
    photo("bridge/1.jpg", "bridge");
    publisher.publish(BATCH, queries(), SILENT);

    publisher.publish(BATCH, queries(), SILENT);

    assertThat(images(Topic.IMAGES, 4)).containsOnlyKeys("bridge-1", "tower-1");
  }

  @Test
  void leavesTheBatchOpenWhenTheStoreTakesNothing() throws IOException {
    photo("tower/1.jpg", "tower");
    Files.writeString(store, "a file where the store should be");

    assertThatThrownBy(
            () -> publisher.publish(BATCH, PhotoFolder.gallery(photos, Long.MAX_VALUE), SILENT))
        .isInstanceOf(IOException.class);

    assertThat(statuses(1)).extracting(BatchStatus::getState).containsExactly(BatchState.OPEN);
  }

  @Test
  void saysHowToGoOnWhenKafkaDoesNotTakeTheBatch() throws IOException {
    photo("a.jpg", "a");
    Map<String, Object> impatient = new HashMap<>(BROKER.kafka());
    impatient.put("max.block.ms", 100);

    try (var lost = new BatchPublisher(impatient, "no-such-topics", store, CLOCK)) {
      assertThatThrownBy(() -> lost.publish(BATCH, queries(), SILENT))
          .isInstanceOfSatisfying(
              CairnException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.KAFKA_UNREACHABLE))
          .hasMessageContaining("batch holiday")
          .hasMessageContaining("again under this id");
    }
  }

  private PhotoFolder queries() throws IOException {
    return PhotoFolder.queries(photos, Long.MAX_VALUE);
  }

  private Path photo(String name, String content) throws IOException {
    Path file = photos.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private Map<String, ImageRecord> images(Topic topic, int count) {
    Map<String, ImageRecord> images = new HashMap<>();
    for (var record : BROKER.read(topic.name(prefix), count)) {
      ImageRecord image = Codecs.IMAGE.decode(record.value());
      assertThat(record.key()).asString(UTF_8).isEqualTo(image.getImageId());
      images.put(image.getImageId(), image);
    }
    return images;
  }

  private List<BatchStatus> statuses(int count) {
    return BROKER.read(Topic.BATCHES.name(prefix), count).stream()
        .map(record -> Codecs.BATCH_STATUS.decode(record.value()))
        .toList();
  }
}
