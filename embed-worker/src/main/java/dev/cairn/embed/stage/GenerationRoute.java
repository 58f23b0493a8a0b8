package dev.cairn.embed.stage;

import dev.cairn.schemas.avro.EmbeddingRecord;
import dev.cairn.schemas.avro.ImageRecord;
import dev.cairn.schemas.codec.Codecs;
import dev.cairn.schemas.topic.GalleryKey;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/**
 * From the gallery to the gallery: what other generations have comes to this one, and leaves it
 * with them. A row tells in a header where it comes from, so that two generations that follow each
 * other do not send a photograph to and fro.
 *
 * @param gallery topic that is read and written
 * @param digest of the ensemble whose generation this is
 * @param source digest of the ensemble that is followed; all others when empty
 */
public record GenerationRoute(String gallery, String digest, Optional<String> source)
    implements Route {

  /** Name of the stage that makes the generation of an ensemble. */
  public static String stage(String ensembleDigest) {
    return "embed-generation-" + ensembleDigest;
  }

  /**
   * The consumer group that remembers how far the generation has followed, also while its ensemble
   * is away. Without it the generation is made from the beginning.
   */
  public static String group(String topicPrefix, String ensembleDigest) {
    return topicPrefix + "." + stage(ensembleDigest);
  }

  @Override
  public Request read(ConsumerRecord<byte[], byte[]> message) {
    GalleryKey key = GalleryKey.of(message.key());
    if (!isFollowed(key.ensembleDigest()) || cameFromHere(message)) {
      return Settled.nothing();
    }
    if (message.value() == null) {
      return RowHeaders.isRemoval(message.headers()) ? removal(key) : Settled.nothing();
    }
    EmbeddingRecord row = Codecs.EMBEDDING.decode(message.value());
    ImageRecord image =
        ImageRecord.newBuilder()
            .setImageId(row.getImageId())
            .setBatchId(row.getBatchId())
            .setLandmarkId(row.getLandmarkId())
            .setNonLandmark(row.getNonLandmark())
            .setBlob(row.getBlob())
            .setPublishedAt(row.getPublishedAt())
            .build();
    return new Request.Photograph(image, Optional.of(key.ensembleDigest()));
  }

  private Settled removal(GalleryKey followed) {
    return Settled.emit(
        row(
            followed.imageId(),
            null,
            List.of(RowHeaders.source(followed.ensembleDigest()), RowHeaders.removal())));
  }

  private boolean isFollowed(String ensembleDigest) {
    return !ensembleDigest.equals(digest) && ensembleDigest.equals(source.orElse(ensembleDigest));
  }

  private boolean cameFromHere(ConsumerRecord<byte[], byte[]> message) {
    return RowHeaders.source(message.headers()).equals(Optional.of(digest));
  }

  @Override
  public ProducerRecord<byte[], byte[]> address(
      Request.Photograph request, EmbeddingRecord embedding) {
    return row(
        embedding.getImageId(),
        Codecs.EMBEDDING.encode(embedding),
        List.of(RowHeaders.source(request.source().orElseThrow())));
  }

  private ProducerRecord<byte[], byte[]> row(String imageId, byte[] value, List<Header> headers) {
    return new ProducerRecord<>(
        gallery, null, new GalleryKey(digest, imageId).bytes(), value, headers);
  }
}
