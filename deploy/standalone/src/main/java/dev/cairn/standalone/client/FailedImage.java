package dev.cairn.standalone.client;

import dev.cairn.schemas.avro.EmbeddingRecord;
import dev.cairn.schemas.avro.ImageRecord;
import dev.cairn.schemas.codec.Codecs;
import dev.cairn.schemas.error.CairnException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * An image that ended in the dead letters.
 *
 * @param code a stable name of the error codes
 * @param stage the stage that gave up
 */
public record FailedImage(
    String imageId, String batchId, String code, String message, String stage) {

  /** Reads a dead letter; empty when its bytes are neither an image nor an embedding. */
  public static Optional<FailedImage> of(ConsumerRecord<byte[], byte[]> letter) {
    return letter.value() == null ? Optional.empty() : image(letter).or(() -> embedding(letter));
  }

  private static Optional<FailedImage> image(ConsumerRecord<byte[], byte[]> letter) {
    try {
      ImageRecord image = Codecs.IMAGE.decode(letter.value());
      return Optional.of(failed(image.getImageId(), image.getBatchId(), letter));
    } catch (CairnException e) {
      return Optional.empty();
    }
  }

  private static Optional<FailedImage> embedding(ConsumerRecord<byte[], byte[]> letter) {
    try {
      EmbeddingRecord embedding = Codecs.EMBEDDING.decode(letter.value());
      return Optional.of(failed(embedding.getImageId(), embedding.getBatchId(), letter));
    } catch (CairnException e) {
      return Optional.empty();
    }
  }

  private static FailedImage failed(
      String imageId, String batchId, ConsumerRecord<byte[], byte[]> letter) {
    return new FailedImage(
        imageId,
        batchId,
        header(letter, "cairn.error.code"),
        header(letter, "cairn.error.message"),
        header(letter, "cairn.stage"));
  }

  private static String header(ConsumerRecord<byte[], byte[]> letter, String key) {
    Header header = letter.headers().lastHeader(key);
    return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }
}
