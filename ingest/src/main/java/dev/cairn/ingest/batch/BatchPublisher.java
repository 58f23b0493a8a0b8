package dev.cairn.ingest.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.pipeline.blob.FolderBlobStore;
import dev.cairn.pipeline.folder.Photo;
import dev.cairn.pipeline.folder.PhotoFolder;
import dev.cairn.pipeline.folder.Skipped;
import dev.cairn.pipeline.folder.Skipped.Reason;
import dev.cairn.schemas.avro.BatchKind;
import dev.cairn.schemas.avro.BatchState;
import dev.cairn.schemas.avro.BatchStatus;
import dev.cairn.schemas.avro.ImageRecord;
import dev.cairn.schemas.codec.Codecs;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.schemas.topic.Topic;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;

/**
 * Publishes folders as batches. Not safe for use by several threads.
 *
 * <p>A batch that is cut short stays open. Publishing the same folder under the same id completes
 * it: the image ids are the same, so that a later answer replaces an earlier one.
 */
public final class BatchPublisher implements AutoCloseable {
  private final Outbox outbox;
  private final String topicPrefix;
  private final Path store;
  private final Clock clock;

  /**
   * @param kafka client settings, {@code bootstrap.servers} at least
   * @param store the folder that all workers share
   */
  public BatchPublisher(Map<String, Object> kafka, String topicPrefix, Path store, Clock clock) {
    this.outbox = new Outbox(kafka);
    this.topicPrefix = topicPrefix;
    this.store = store;
    this.clock = clock;
  }

  /**
   * Opens a batch, publishes the photographs in their order and closes it. Before a gallery batch
   * closes, its dataset file for training is written.
   *
   * @throws CairnException with {@code STORAGE_FULL} or {@code KAFKA_UNREACHABLE}; the batch stays
   *     open
   */
  public PublishedBatch publish(BatchId id, PhotoFolder folder, BatchProgress progress)
      throws IOException {
    BatchStatus.Builder status =
        BatchStatus.newBuilder()
            .setBatchId(id.value())
            .setKind(folder.kind())
            .setOpenedAt(clock.instant());
    try {
      announce(status.setState(BatchState.OPEN).setImages(0).build());
      PublishedBatch batch = sendPhotos(id, folder, progress);
      announce(
          status
              .setState(BatchState.CLOSED)
              .setImages(batch.images())
              .setClosedAt(clock.instant())
              .build());
      return batch;
    } catch (KafkaException e) {
      throw new CairnException(
          ErrorCode.KAFKA_UNREACHABLE,
          "Kafka did not take batch %s, which stays open (%s): publish the folder again under this id"
              .formatted(id, e.getMessage()),
          e);
    }
  }

  private PublishedBatch sendPhotos(BatchId id, PhotoFolder folder, BatchProgress progress)
      throws IOException {
    Topic topic = folder.kind() == BatchKind.QUERY ? Topic.IMAGES : Topic.GALLERY_IMAGES;
    PhotoMessages messages =
        new PhotoMessages(id, folder.kind(), new FolderBlobStore(store), clock);
    DatasetFile dataset = new DatasetFile();
    List<Skipped> skipped = new ArrayList<>(folder.skipped());
    long handled = 0;
    long images = 0;
    for (Photo photo : folder.photos()) {
      Optional<byte[]> content = photo.read();
      if (content.isPresent()) {
        ImageRecord message = messages.of(photo, content.get());
        outbox.send(
            topic.name(topicPrefix), photo.imageId().getBytes(UTF_8), Codecs.IMAGE.encode(message));
        photo.landmarkId().ifPresent(landmark -> dataset.add(message));
        images++;
      } else {
        skipped.add(new Skipped(photo.file(), Reason.UNREADABLE));
      }
      progress.at(++handled, folder.photos().size());
    }
    outbox.flush();
    if (folder.kind() == BatchKind.GALLERY) {
      dataset.write(store, id);
    }
    return new PublishedBatch(id, folder.kind(), images, skipped);
  }

  private void announce(BatchStatus status) {
    String topic = Topic.BATCHES.name(topicPrefix);
    outbox.send(topic, status.getBatchId().getBytes(UTF_8), Codecs.BATCH_STATUS.encode(status));
    outbox.flush();
  }

  @Override
  public void close() {
    outbox.close();
  }
}
