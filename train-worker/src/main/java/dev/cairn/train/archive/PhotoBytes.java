package dev.cairn.train.archive;

import dev.cairn.pipeline.folder.PhotoFolder;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/** Reads a photograph from a place of a file. */
public final class PhotoBytes {

  private PhotoBytes() {}

  /**
   * By position, so that several threads may share the channel. Fewer bytes come back when the file
   * ends before.
   *
   * @throws CairnException with {@code IMAGE_TOO_LARGE}, before anything is read
   */
  public static byte[] read(FileChannel file, long offset, long sizeBytes) throws IOException {
    if (sizeBytes > PhotoFolder.MAX_IMAGE_BYTES) {
      throw new CairnException(
          ErrorCode.IMAGE_TOO_LARGE,
          "The photograph has %d bytes, the limit is %d"
              .formatted(sizeBytes, PhotoFolder.MAX_IMAGE_BYTES));
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) sizeBytes);
    int read = 0;
    while (bytes.hasRemaining() && read >= 0) {
      read = file.read(bytes, offset + bytes.position());
    }
    return bytes.hasRemaining() ? Arrays.copyOf(bytes.array(), bytes.position()) : bytes.array();
  }
}
