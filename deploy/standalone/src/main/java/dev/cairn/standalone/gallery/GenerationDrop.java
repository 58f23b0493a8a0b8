package dev.cairn.standalone.gallery;

import dev.cairn.embed.stage.GenerationRoute;
import dev.cairn.ingest.batch.Outbox;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.schemas.topic.GalleryKey;
import dev.cairn.schemas.topic.Topic;
import dev.cairn.standalone.client.Installation;
import dev.cairn.standalone.client.Progress;
import dev.cairn.standalone.client.TopicScan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;

/**
 * Removes the rows of a generation. It reads the topic once more for their keys, which would take
 * more memory than the counts. Ended in the middle it can be done again.
 *
 * @param gallery read to its end
 */
public record GenerationDrop(Installation installation, Gallery gallery) {
  private static final Duration TURN = Duration.ofMillis(250);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /**
   * Removes them with a bar, and returns when the broker knows.
   *
   * @return how many
   * @throws CairnException with {@code GENERATION_IN_USE} when an ensemble serves or makes it, or a
   *     worker does not end to make it
   */
  public int drop(Generation generation) throws InterruptedException {
    checkFree(generation);
    forgetPlace(generation);
    int rows = generation.images();
    try (TopicScan scan = TopicScan.fromBeginning(installation, Topic.GALLERY);
        Outbox outbox = installation.outbox();
        Progress progress = Progress.start("removing rows", rows)) {
      while (generation.images() > 0 && !scan.caughtUp()) {
        for (ConsumerRecord<byte[], byte[]> row : scan.poll(TURN)) {
          if (removed(generation, row)) {
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

  /** Made again, the generation would else go on behind the rows that it has lost. */
  private void forgetPlace(Generation generation) throws InterruptedException {
    String group = GenerationRoute.group(installation.topicPrefix(), generation.ensembleDigest());
    Instant deadline = Instant.now().plus(PATIENCE);
    try (Admin admin = installation.admin()) {
      while (!forgotten(admin, group)) {
        if (Instant.now().isAfter(deadline)) {
          throw new CairnException(
              ErrorCode.GENERATION_IN_USE,
              "A worker still makes generation %s: drop it when that worker has ended"
                  .formatted(Digests.brief(generation.ensembleDigest())));
        }
        Thread.sleep(TURN);
      }
    }
  }

  /** False while a worker has not heard yet that the generation is no longer made. */
  private static boolean forgotten(Admin admin, String group) throws InterruptedException {
    try {
      admin.deleteConsumerGroups(List.of(group)).all().get();
      return true;
    } catch (ExecutionException e) {
      return switch (e.getCause()) {
        case GroupIdNotFoundException _ -> true; // its rows were not made from others
        case GroupNotEmptyException _ -> false;
        default ->
            throw new CairnException(
                ErrorCode.KAFKA_UNREACHABLE,
                "The broker did not forget group %s (%s): drop the generation again"
                    .formatted(group, e.getCause().getMessage()),
                e.getCause());
      };
    }
  }

  /** True for the first row of each image that is there: older ones of it may not be compacted. */
  private static boolean removed(Generation generation, ConsumerRecord<byte[], byte[]> row) {
    try {
      GalleryKey key = GalleryKey.of(row.key());
      return key.ensembleDigest().equals(generation.ensembleDigest())
          && generation.remove(ImageTable.image(key.imageId()));
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
