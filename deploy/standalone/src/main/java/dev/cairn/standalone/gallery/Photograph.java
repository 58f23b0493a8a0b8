package dev.cairn.standalone.gallery;

import dev.cairn.schemas.avro.BlobRef;
import dev.cairn.schemas.avro.EmbeddingRecord;
import dev.cairn.schemas.topic.GalleryKey;
import java.util.Objects;
import java.util.Optional;

/**
 * A photograph of the gallery.
 *
 * @param sha256 of its bytes; none when they are not in the blob store
 */
public record Photograph(String imageId, String landmarkId, Optional<String> sha256) {

  static Photograph of(GalleryKey key, EmbeddingRecord row) {
    return new Photograph(
        key.imageId(),
        Objects.requireNonNullElse(row.getLandmarkId(), ""),
        Optional.ofNullable(row.getBlob()).map(BlobRef::getSha256));
  }
}
