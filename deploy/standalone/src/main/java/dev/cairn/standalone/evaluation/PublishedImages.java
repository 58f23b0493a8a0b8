package dev.cairn.standalone.evaluation;

import dev.cairn.schemas.avro.ImageRecord;
import dev.cairn.schemas.codec.Codecs;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.topic.Topic;
import dev.cairn.standalone.client.Installation;
import dev.cairn.standalone.client.Progress;
import dev.cairn.standalone.client.TopicScan;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The messages in which queries were published, as long as their topic keeps them. */
final class PublishedImages {
  private static final Duration TURN = Duration.ofMillis(250);

  private PublishedImages() {}

  /** Those of a batch that are still there, by image id. Reads the topic until it has all. */
  static Map<String, ImageRecord> find(Installation cairn, String batchId, Set<String> imageIds) {
    Map<String, ImageRecord> found = new HashMap<>();
    try (TopicScan scan = TopicScan.fromBeginning(cairn, Topic.IMAGES)) {
      long all = scan.ahead();
      try (Progress progress = Progress.start("finding photographs", all)) {
        while (found.size() < imageIds.size() && !scan.caughtUp()) {
          for (ConsumerRecord<byte[], byte[]> message : scan.poll(TURN)) {
            accept(message, batchId, imageIds, found);
          }
          progress.at(all - scan.ahead());
        }
      }
    }
    return found;
  }

  private static void accept(
      ConsumerRecord<byte[], byte[]> message,
      String batchId,
      Set<String> imageIds,
      Map<String, ImageRecord> found) {
    try {
      ImageRecord image = Codecs.IMAGE.decode(message.value());
      if (image.getBatchId().equals(batchId) && imageIds.contains(image.getImageId())) {
        found.put(image.getImageId(), image);
      }
    } catch (CairnException _) {
      // What is no image has become a dead letter, and no query.
    }
  }
}
