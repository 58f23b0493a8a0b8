package dev.cairn.standalone.gallery;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.pipeline.stage.DeadLetters;
import dev.cairn.schemas.avro.EmbeddingRecord;
import dev.cairn.schemas.codec.Codecs;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.topic.Topic;
import dev.cairn.standalone.client.FailedImage;
import dev.cairn.standalone.client.Installation;
import dev.cairn.standalone.client.TopicScan;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * The photographs of a batch on their way into the gallery. The first row of a photograph is always
 * of the ensemble that serves, since all other generations are made of such rows. For one thread.
 */
public final class Arrival implements AutoCloseable {
  private static final Duration TURN = Duration.ofMillis(200);

  private final TopicScan scan;
  private final byte[] input;
  private final Set<String> arrived = new HashSet<>();
  private final Map<String, FailedImage> failed = new LinkedHashMap<>();

  private Arrival(TopicScan scan, Installation installation) {
    this.scan = scan;
    input = installation.topic(Topic.GALLERY_IMAGES).getBytes(UTF_8);
  }

  /** Of a batch that is not published yet: what the gallery holds already is not read. */
  public static Arrival fromNow(Installation installation) {
    return new Arrival(
        TopicScan.fromNow(installation, Topic.GALLERY, Topic.DEAD_LETTERS), installation);
  }

  /** Of a batch that may have arrived. */
  public static Arrival fromBeginning(Installation installation) {
    return new Arrival(
        TopicScan.fromBeginning(installation, Topic.GALLERY, Topic.DEAD_LETTERS), installation);
  }

  /**
   * Waits until so many photographs of the batch have a row, or are dead letters.
   *
   * @param progress told after each turn how many have
   */
  public void await(String batchId, long images, LongConsumer progress) {
    while (settled() < images) {
      for (ConsumerRecord<byte[], byte[]> message : scan.poll(TURN)) {
        if (scan.isOf(message, Topic.DEAD_LETTERS)) {
          letter(message)
              .filter(image -> image.batchId().equals(batchId))
              .ifPresent(image -> failed.put(image.imageId(), image));
        } else {
          row(message)
              .filter(row -> row.getBatchId().equals(batchId))
              .ifPresent(row -> arrived.add(row.getImageId()));
        }
      }
      progress.accept(settled());
    }
  }

  private int settled() {
    return arrived.size() + failed.size();
  }

  /** A photograph that has a row may still fail for another generation, which is no matter here. */
  private Optional<FailedImage> letter(ConsumerRecord<byte[], byte[]> message) {
    Header topic = message.headers().lastHeader(DeadLetters.TOPIC);
    return topic != null && Arrays.equals(topic.value(), input)
        ? FailedImage.of(message)
        : Optional.empty();
  }

  private static Optional<EmbeddingRecord> row(ConsumerRecord<byte[], byte[]> message) {
    try {
      return Optional.ofNullable(message.value()).map(Codecs.EMBEDDING::decode);
    } catch (CairnException e) {
      return Optional.empty(); // whose it is cannot be told
    }
  }

  /** Photographs that have a row. */
  public int arrived() {
    return arrived.size();
  }

  /** Those that could not be embedded. */
  public Collection<FailedImage> failed() {
    return Collections.unmodifiableCollection(failed.values());
  }

  @Override
  public void close() {
    scan.close();
  }
}
