package dev.cairn.train.archive;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;

/**
 * The photographs of a tar file, in its order, in columns.
 *
 * @param ids {@link PhotoId}s from the names {@code a/b/c/<id>.jpg}
 * @param offsets in bytes from the beginning of the tar file
 */
record TarEntries(long[] ids, long[] offsets, int[] sizesBytes) {
  private static final String ENDING = ".jpg";

  int size() {
    return ids.length;
  }

  /**
   * Reads every header of a tar file. Entries of other names, links and folders do not count.
   *
   * @throws CairnException with {@code DATASET_INVALID} when it is no whole tar file
   */
  static TarEntries scan(Path tar) {
    LongStream.Builder ids = LongStream.builder();
    LongStream.Builder offsets = LongStream.builder();
    IntStream.Builder sizes = IntStream.builder();
    try (TarFile file = new TarFile(tar)) {
      for (TarArchiveEntry entry : file.getEntries()) {
        Optional<String> id = id(entry);
        if (id.isPresent()) {
          ids.add(PhotoId.parse(id.get()));
          offsets.add(entry.getDataOffset());
          sizes.add((int) Math.min(entry.getSize(), Integer.MAX_VALUE));
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new CairnException(
          ErrorCode.DATASET_INVALID,
          "%s is damaged or not whole (%s): download it again"
              .formatted(tar.getFileName(), e.getMessage()),
          e);
    }
    return new TarEntries(
        ids.build().toArray(), offsets.build().toArray(), sizes.build().toArray());
  }

  private static Optional<String> id(TarArchiveEntry entry) {
    String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
    return entry.isFile() && !entry.isSparse() && name.endsWith(ENDING)
        ? Optional.of(name.substring(0, name.length() - ENDING.length())).filter(PhotoId::isValid)
        : Optional.empty();
  }
}
