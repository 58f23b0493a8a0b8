package dev.cairn.embed.stage;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.schemas.avro.EmbeddingRecord;
import dev.cairn.schemas.avro.ImageRecord;
import dev.cairn.schemas.codec.Codecs;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Queries.
 *
 * @param output topic of the embeddings
 */
public record QueryRoute(String output) implements Route {

  @Override
  public Request.Photograph read(ConsumerRecord<byte[], byte[]> message) {
    return new Request.Photograph(image(message), Optional.empty());
  }

  /** The image of a message that has one. */
  static ImageRecord image(ConsumerRecord<byte[], byte[]> message) {
    if (message.value() == null) {
      throw new CairnException(ErrorCode.RECORD_UNREADABLE, "The message has no value");
    }
    ImageRecord image = Codecs.IMAGE.decode(message.value());
    if (image.getImageId().isBlank()) {
      throw new CairnException(ErrorCode.RECORD_INVALID, "The message has no imageId");
    }
    return image;
  }

  @Override
  public ProducerRecord<byte[], byte[]> address(
      Request.Photograph request, EmbeddingRecord embedding) {
    return new ProducerRecord<>(
        output, embedding.getImageId().getBytes(UTF_8), Codecs.EMBEDDING.encode(embedding));
  }
}
