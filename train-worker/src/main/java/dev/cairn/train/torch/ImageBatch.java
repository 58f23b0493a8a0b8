package dev.cairn.train.torch;

import java.nio.ByteBuffer;

/**
 * Square images of one size.
 *
 * @param pixels uint8 RGB {@code [images, imageSize, imageSize, 3]} from the buffer's start; a
 *     direct buffer is read in place, another one is copied
 */
public record ImageBatch(ByteBuffer pixels, int images, int imageSize) {

  public ImageBatch {
    long bytes = 3L * images * imageSize * imageSize;
    if (images < 1 || imageSize < 1 || pixels.limit() < bytes) {
      throw new IllegalArgumentException(
          "%d images of %d px need %d bytes, not %d"
              .formatted(images, imageSize, bytes, pixels.limit()));
    }
    pixels = pixels.slice(0, Math.toIntExact(bytes));
  }
}
