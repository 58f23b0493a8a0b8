package dev.cairn.bench;

import dev.cairn.pipeline.blob.BlobStore;
import dev.cairn.schemas.avro.BlobRef;
import dev.cairn.schemas.avro.ImageRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What messages carry of a photograph: as in {@code cairn publish}, small queries their bytes. */
record Photograph(Optional<byte[]> content, Optional<BlobRef> blob) {
  private static final int MAX_INLINE_BYTES = 1 << 20;

  static List<Photograph> queries(byte[][] jpegs, BlobStore blobs) throws IOException {
    List<Photograph> photographs = new ArrayList<>();
    for (byte[] jpeg : jpegs) {
      photographs.add(jpeg.length <= MAX_INLINE_BYTES ? inside(jpeg) : stored(jpeg, blobs));
    }
    return photographs;
  }

  static Photograph inside(byte[] jpeg) {
    return new Photograph(Optional.of(jpeg), Optional.empty());
  }

  static Photograph stored(byte[] jpeg, BlobStore blobs) throws IOException {
    return new Photograph(Optional.empty(), Optional.of(blobs.put(jpeg, "image/jpeg")));
  }

  ImageRecord query(String imageId) {
    return message(imageId).build();
  }

  ImageRecord ofGallery(String imageId, String landmarkId) {
    return message(imageId).setLandmarkId(landmarkId).build();
  }

  private ImageRecord.Builder message(String imageId) {
    return ImageRecord.newBuilder()
        .setImageId(imageId)
        .setBatchId("bench")
        .setContent(content.map(ByteBuffer::wrap).orElse(null))
        .setBlob(blob.orElse(null))
        .setPublishedAt(Instant.now());
  }

  /** Its length, encoded. */
  long bytes() {
    return content
        .map(bytes -> (long) bytes.length)
        .or(() -> blob.map(BlobRef::getSizeBytes))
        .get();
  }
}
