package dev.cairn.embed.stage;

import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.cairn.imaging.ImageDecoder;
import dev.cairn.imaging.ImageRejectedException;
import dev.cairn.imaging.Pixels;
import dev.cairn.pipeline.blob.BlobStore;
import dev.cairn.schemas.avro.ImageRecord;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;

/** Turns a message into pixels. Safe for use by several threads. */
record ImagePreparation(BlobStore blobs, ImageDecoder decoder) {

  /**
   * @throws CairnException when the message does not hold exactly one photograph, or it cannot be
   *     had or decoded
   */
  PreparedImage prepare(Request.Photograph request, Set<Integer> imageSizes) {
    ImageRecord image = request.image();
    byte[] content = content(image);
    long start = System.nanoTime();
    try {
      // Decoded once, and the picture at its own size, up to 300 MB, is never on the heap.
      Map<Integer, byte[]> pixels =
          decoder.decodeSquares(content, imageSizes).stream()
              .collect(toUnmodifiableMap(Pixels::width, Pixels::rgb));
      return new PreparedImage(request, pixels, System.nanoTime() - start);
    } catch (ImageRejectedException e) {
      throw new CairnException(
          ErrorCode.valueOf("IMAGE_" + e.fault()),
          "Image %s: %s".formatted(image.getImageId(), e.getMessage()),
          e);
    }
  }

  private byte[] content(ImageRecord image) {
    if ((image.getContent() == null) == (image.getBlob() == null)) {
      throw new CairnException(
          ErrorCode.RECORD_INVALID,
          "Image %s must have either content or blob".formatted(image.getImageId()));
    }
    if (image.getContent() != null) {
      ByteBuffer inline = image.getContent().duplicate();
      byte[] content = new byte[inline.remaining()];
      inline.get(content);
      return content;
    }
    try {
      return blobs.get(image.getBlob());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + image.getBlob().getUri(), e);
    }
  }
}
