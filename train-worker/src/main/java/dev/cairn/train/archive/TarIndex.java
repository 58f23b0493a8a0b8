package dev.cairn.train.archive;

import dev.cairn.pipeline.file.AtomicFile;
import dev.cairn.pipeline.file.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Remembers the entries of tar files, one file for each, as long as size and time of the tar file
 * stay.
 *
 * @param folder of the remembered entries
 */
record TarIndex(Path folder) {
  private static final Logger LOG = Logger.getLogger(TarIndex.class);

  /** Changes with the format: "CairnTar", version 1. */
  private static final long MARK = 0x436169726e546172L + 1;

  private static final int HEADER_BYTES = 3 * Long.BYTES;
  private static final int ENTRY_BYTES = 2 * Long.BYTES + Integer.BYTES;

  /** Scans the tar file the first time. */
  TarEntries entries(Path tar) throws IOException {
    Path file = folder.resolve(Sha256.of(tar.toString()));
    ByteBuffer header =
        ByteBuffer.allocate(HEADER_BYTES)
            .putLong(MARK)
            .putLong(Files.size(tar))
            .putLong(Files.getLastModifiedTime(tar).toMillis())
            .flip();
    Optional<TarEntries> known = read(file, header);
    if (known.isPresent()) {
      return known.get();
    }
    TarEntries entries = TarEntries.scan(tar);
    LOG.infof("%s has %d photographs", tar.getFileName(), entries.size());
    write(file, header, entries);
    return entries;
  }

  private static Optional<TarEntries> read(Path file, ByteBuffer header) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    int entryBytes = bytes.limit() - HEADER_BYTES;
    if (entryBytes < 0
        || entryBytes % ENTRY_BYTES != 0
        || !bytes.slice(0, HEADER_BYTES).equals(header)) {
      return Optional.empty();
    }
    int count = entryBytes / ENTRY_BYTES;
    long[] ids = new long[count];
    long[] offsets = new long[count];
    int[] sizes = new int[count];
    bytes.position(HEADER_BYTES);
    for (int i = 0; i < count; i++) {
      ids[i] = bytes.getLong();
      offsets[i] = bytes.getLong();
      sizes[i] = bytes.getInt();
    }
    return Optional.of(new TarEntries(ids, offsets, sizes));
  }

  private static void write(Path file, ByteBuffer header, TarEntries entries) throws IOException {
    int count = entries.size();
    ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES + Math.multiplyExact(count, ENTRY_BYTES));
    bytes.put(header.duplicate());
    for (int i = 0; i < count; i++) {
      bytes.putLong(entries.ids()[i]).putLong(entries.offsets()[i]).putInt(entries.sizesBytes()[i]);
    }
    AtomicFile.write(file, bytes.array());
  }
}
