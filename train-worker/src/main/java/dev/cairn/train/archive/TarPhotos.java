package dev.cairn.train.archive;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The photographs of many tar files by their ids: about 32 bytes of memory each. Safe for use by
 * several threads.
 */
public final class TarPhotos implements Closeable {
  private final List<FileChannel> tars = new ArrayList<>();
  private final IdMap entryOfId;
  private final short[] tarOfEntry;
  private final long[] offsets;
  private final int[] sizesBytes;
  private int entries;

  private TarPhotos(int entries) {
    entryOfId = new IdMap(entries);
    tarOfEntry = new short[entries];
    offsets = new long[entries];
    sizesBytes = new int[entries];
  }

  /**
   * Opens them, several at a time; one that has not been seen before is read through.
   *
   * @param index folder where the entries are remembered
   * @throws dev.cairn.schemas.error.CairnException with {@code DATASET_INVALID} when one is damaged
   */
  public static TarPhotos open(List<Path> tars, Path index) throws IOException {
    List<TarEntries> found = entries(tars, new TarIndex(index));
    TarPhotos photos = new TarPhotos(found.stream().mapToInt(TarEntries::size).sum());
    for (int tar = 0; tar < tars.size(); tar++) {
      photos.add(FileChannel.open(tars.get(tar), StandardOpenOption.READ), found.get(tar));
    }
    return photos;
  }

  private static List<TarEntries> entries(List<Path> tars, TarIndex index) throws IOException {
    try {
      return tars.parallelStream().map(tar -> entries(tar, index)).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static TarEntries entries(Path tar, TarIndex index) {
    try {
      return index.entries(tar);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of a photograph that several tar files have, the first one counts. */
  private void add(FileChannel tar, TarEntries found) {
    for (int i = 0; i < found.size(); i++) {
      if (entryOfId.put(found.ids()[i], entries)) {
        tarOfEntry[entries] = (short) tars.size();
        offsets[entries] = found.offsets()[i];
        sizesBytes[entries] = found.sizesBytes()[i];
        entries++;
      }
    }
    tars.add(tar);
  }

  /**
   * @return empty when no tar file has the photograph
   * @throws dev.cairn.schemas.error.CairnException with {@code IMAGE_TOO_LARGE}
   */
  public Optional<byte[]> read(long id) throws IOException {
    int entry = entryOfId.get(id);
    return entry == IdMap.NONE
        ? Optional.empty()
        : Optional.of(
            PhotoBytes.read(tars.get(tarOfEntry[entry]), offsets[entry], sizesBytes[entry]));
  }

  @Override
  public void close() throws IOException {
    for (FileChannel tar : tars) {
      tar.close();
    }
  }
}
