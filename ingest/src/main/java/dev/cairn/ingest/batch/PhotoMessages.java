package dev.cairn.ingest.batch;

import dev.cairn.pipeline.blob.BlobStore;
import dev.cairn.pipeline.folder.MediaType;
import dev.cairn.pipeline.folder.Photo;
import dev.cairn.schemas.avro.BatchKind;
import dev.cairn.schemas.avro.ImageRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;

/** Makes the message of a photograph: small queries inside it, everything else as a claim check. */
record PhotoMessages(BatchId batch, BatchKind kind, BlobStore blobs, Clock clock) {
  static final int MAX_INLINE_BYTES = 1 << 20;

  ImageRecord of(Photo photo, byte[] content) throws IOException {
    ImageRecord.Builder message =
        ImageRecord.newBuilder()
            .setImageId(photo.imageId())
            .setBatchId(batch.value())
            .setLandmarkId(photo.landmarkId().orElse(null))
            .setNonLandmark(kind == BatchKind.NON_LANDMARK)
            .setPublishedAt(clock.instant());
    if (kind == BatchKind.QUERY && content.length <= MAX_INLINE_BYTES) {
      message.setContent(ByteBuffer.wrap(content));
    } else {
      message.setBlob(blobs.put(content, MediaType.of(photo.file()).orElseThrow().mimeName()));
    }
    return message.build();
  }
}
