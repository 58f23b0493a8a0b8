package dev.cairn.embed.stage;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.schemas.avro.EmbeddingRecord;
import dev.cairn.schemas.avro.ImageRecord;
import dev.cairn.schemas.codec.Codecs;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.schemas.topic.GalleryKey;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Photographs that come to the gallery, and leave it, in the generation of the ensemble that
 * serves. Those that show no landmark take the same way as the others.
 *
 * @param output topic of the gallery
 * @param servingDigest of the ensemble that serves now
 */
public record GalleryRoute(String output, Supplier<String> servingDigest) implements Route {

  @Override
  public Request read(ConsumerRecord<byte[], byte[]> message) {
    if (message.value() == null) {
      return removal(message.key());
    }
    ImageRecord image = QueryRoute.image(message);
    if ((image.getLandmarkId() != null) == image.getNonLandmark()) {
      throw new CairnException(
          ErrorCode.RECORD_INVALID,
          "Gallery image %s must have either a landmarkId or nonLandmark: landmarkId is %.100s, nonLandmark is %s"
              .formatted(image.getImageId(), image.getLandmarkId(), image.getNonLandmark()));
    }
    return new Request.Photograph(image, Optional.empty());
  }

  private Settled removal(byte[] imageId) {
    if (imageId == null || imageId.length == 0) {
      throw new CairnException(ErrorCode.RECORD_INVALID, "A removal has no image id as its key");
    }
    GalleryKey key = new GalleryKey(servingDigest.get(), new String(imageId, UTF_8));
    return Settled.emit(
        new ProducerRecord<>(output, null, key.bytes(), null, List.of(RowHeaders.removal())));
  }

  @Override
  public ProducerRecord<byte[], byte[]> address(
      Request.Photograph request, EmbeddingRecord embedding) {
    GalleryKey key = new GalleryKey(embedding.getEnsembleDigest(), embedding.getImageId());
    return new ProducerRecord<>(output, key.bytes(), Codecs.EMBEDDING.encode(embedding));
  }
}
