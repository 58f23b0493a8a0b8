package dev.cairn.train.dataset;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.train.archive.PhotoBytes;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A folder out of which nothing leads.
 *
 * @param root its real path
 */
record DatasetFolder(Path root) {

  /**
   * The real path of a file or folder; empty when it does not exist.
   *
   * @param name relative to the folder
   * @throws CairnException with {@code DATASET_INVALID} for a link that leads out
   */
  Optional<Path> find(String name) throws IOException {
    try {
      Path real = root.resolve(name).toRealPath();
      if (!real.startsWith(root)) {
        throw new CairnException(
            ErrorCode.DATASET_INVALID, name + " is a link that leads out of the dataset's folder");
      }
      return Optional.of(real);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /**
   * The bytes of a photograph.
   *
   * @throws CairnException with {@code IMAGE_NOT_FOUND}, {@code IMAGE_TOO_LARGE}, or {@code
   *     DATASET_INVALID} for a link that leads out
   */
  byte[] read(String name) throws IOException {
    Path file = find(name).orElseThrow(() -> notFound(name, "does not exist"));
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return PhotoBytes.read(channel, 0, channel.size());
    } catch (AccessDeniedException e) {
      throw notFound(name, "may not be read");
    }
  }

  private static CairnException notFound(String name, String what) {
    return new CairnException(ErrorCode.IMAGE_NOT_FOUND, name + " " + what);
  }
}
