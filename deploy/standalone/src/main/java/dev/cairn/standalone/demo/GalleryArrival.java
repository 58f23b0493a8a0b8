package dev.cairn.standalone.demo;

import dev.cairn.schemas.avro.EmbeddingRecord;
import dev.cairn.schemas.codec.Codecs;
import dev.cairn.schemas.topic.Topic;
import dev.cairn.standalone.client.FailedImage;
import dev.cairn.standalone.client.Installation;
import dev.cairn.standalone.client.TopicScan;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Waits until every gallery photograph of a batch is embedded by an ensemble, or has failed. */
final class GalleryArrival {
  private final String ensembleDigest;
  private final String batchId;
  private final Set<String> arrived = new HashSet<>();

  GalleryArrival(String ensembleDigest, String batchId) {
    this.ensembleDigest = ensembleDigest;
    this.batchId = batchId;
  }

  void await(Installation cairn, long images, LongConsumer progress) {
    try (TopicScan scan = TopicScan.fromBeginning(cairn, Topic.GALLERY, Topic.DEAD_LETTERS)) {
      while (arrived.size() < images) {
        for (ConsumerRecord<byte[], byte[]> message : scan.poll(Duration.ofMillis(200))) {
          if (scan.isOf(message, Topic.DEAD_LETTERS)) {
            FailedImage.of(message)
                .filter(failed -> failed.batchId().equals(batchId))
                .ifPresent(failed -> arrived.add(failed.imageId()));
          } else if (message.value() != null) {
            EmbeddingRecord row = Codecs.EMBEDDING.decode(message.value());
            if (row.getEnsembleDigest().equals(ensembleDigest)
                && row.getBatchId().equals(batchId)) {
              arrived.add(row.getImageId());
            }
          }
        }
        progress.accept(arrived.size());
      }
    }
  }
}
