package dev.cairn.standalone.gallery;

import dev.cairn.ingest.batch.Outbox;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.schemas.topic.GalleryKey;
import dev.cairn.schemas.topic.Topic;
import dev.cairn.standalone.client.Installation;
import dev.cairn.standalone.client.Progress;
import dev.cairn.standalone.client.TopicScan;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Removes the rows of a generation. It reads the topic once more for their keys, which would take
 * more memory than the counts. Ended in the middle it can be done again.
 *
 * @param gallery read to its end
 */
public record GenerationDrop(Installation installation, Gallery gallery) {
  private static final Duration TURN = Duration.ofMillis(250);

  /** Twenty seconds in which workers hear that the generation is no longer made. */
  private static final int ATTEMPTS = 80;

  /**
   * Removes them with a bar, and returns when the broker knows.
   *
   * @return how many there were when the gallery was read
   * @throws CairnException with {@code GENERATION_IN_USE} when an ensemble serves or makes it, or a
   *     worker does not end to make it
   */
  public int drop(Generation generation) throws InterruptedException {
    checkFree(generation);
    // Made again, it would else go on behind the rows that it has lost.
    new GenerationPlace(installation, generation.ensembleDigest()).forget(ATTEMPTS);
    int rows = generation.images();
    try (TopicScan scan = TopicScan.fromBeginning(installation, Topic.GALLERY);
        Outbox outbox = installation.outbox();
        Progress progress = Progress.start("removing rows", rows)) {
      ImageTable removed = new ImageTable();
      while (!scan.caughtUp()) {
        for (ConsumerRecord<byte[], byte[]> row : scan.poll(TURN)) {
          if (isFirst(generation, row, removed)) {
            outbox.send(row.topic(), row.key(), null);
          }
        }
        progress.at(rows - generation.images());
      }
      outbox.flush();
    } catch (KafkaException e) {
      throw new CairnException(
          ErrorCode.KAFKA_UNREACHABLE,
          "The broker did not take all removals (%s): drop generation %s again"
              .formatted(e.getMessage(), Digests.brief(generation.ensembleDigest())),
          e);
    }
    return rows;
  }

  /**
   * True for the first row of each image: older ones of it may not be compacted. A worker may have
   * written some since the gallery was read.
   */
  private static boolean isFirst(
      Generation generation, ConsumerRecord<byte[], byte[]> row, ImageTable removed) {
    try {
      GalleryKey key = GalleryKey.of(row.key());
      long image = ImageTable.image(key.imageId());
      if (row.value() == null || !key.ensembleDigest().equals(generation.ensembleDigest())) {
        return false;
      }
      generation.remove(image);
      return removed.put(image, 0) == ImageTable.NONE;
    } catch (CairnException e) {
      return false; // no row of any generation
    }
  }

  private void checkFree(Generation generation) {
    List<String> roles = gallery.roles(generation);
    if (!roles.isEmpty()) {
      throw new CairnException(
          ErrorCode.GENERATION_IN_USE,
          "Generation %s is in use: %s. `cairn gallery switch` lets another serve, `cairn gallery cancel` ends the making of the next one."
              .formatted(Digests.brief(generation.ensembleDigest()), String.join(", ", roles)));
    }
  }
}
