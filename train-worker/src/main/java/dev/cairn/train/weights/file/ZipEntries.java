package dev.cairn.train.weights.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The entries of a zip archive, zip64 too, as slices of the mapped file. They must be stored, not
 * compressed, and must not overlap.
 *
 * <p>Source: PKWARE's APPNOTE 6.3.10, sections 4.3 and 4.5.
 */
final class ZipEntries {
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private static final int LOCAL_HEADER = 0x04034b50;
  private static final int CENTRAL_HEADER = 0x02014b50;
  private static final int END = 0x06054b50;
  private static final int END_BYTES = 22;
  private static final int END64_LOCATOR = 0x07064b50;
  private static final int END64_LOCATOR_BYTES = 20;
  private static final int END64 = 0x06064b50;
  private static final int ZIP64_FIELD = 0x0001;
  private static final int ENCRYPTED = 1;
  private static final long IN_ZIP64 = 0xFFFFFFFFL;
  private static final int MAX_COMMENT_BYTES = 0xFFFF;

  private final MemorySegment file;
  private final Map<String, MemorySegment> entries = new LinkedHashMap<>();

  /** End of each entry by its start. */
  private final TreeMap<Long, Long> places = new TreeMap<>(Comparator.naturalOrder());

  private ZipEntries(MemorySegment file) {
    this.file = file;
  }

  /**
   * @throws IllegalArgumentException or {@link IndexOutOfBoundsException} when it is damaged
   */
  static Map<String, MemorySegment> of(MemorySegment file) {
    ZipEntries zip = new ZipEntries(file);
    zip.readDirectory(zip.findEnd());
    zip.checkPlaces();
    return zip.entries;
  }

  /** The directory is at the end of the file, before a comment of unknown length. */
  private long findEnd() {
    long last = file.byteSize() - END_BYTES;
    for (long at = last; at >= Math.max(0, last - MAX_COMMENT_BYTES); at--) {
      if (file.get(INT, at) == END && at + END_BYTES + u2(at + 20) == file.byteSize()) {
        return at;
      }
    }
    throw new IllegalArgumentException("it has no end of a zip archive, so it is not whole");
  }

  private void readDirectory(long end) {
    long start = u4(end + 16);
    long size = u4(end + 12);
    if (start == IN_ZIP64 || size == IN_ZIP64) {
      long locator = end - END64_LOCATOR_BYTES;
      expect(locator, END64_LOCATOR);
      long end64 = file.get(LONG, locator + 8);
      expect(end64, END64);
      size = file.get(LONG, end64 + 40);
      start = file.get(LONG, end64 + 48);
    }
    long at = start;
    while (at < Math.addExact(start, size)) {
      expect(at, CENTRAL_HEADER);
      int nameBytes = u2(at + 28);
      int extraBytes = u2(at + 30);
      String name = text(at + 46, nameBytes);
      addEntry(name, at, new ExtraFields(at + 46 + nameBytes, extraBytes));
      at += 46 + nameBytes + extraBytes + u2(at + 32);
    }
    places.put(start, Long.MAX_VALUE);
  }

  /** Fields whose number is too large for 32 bits stand in the extra field, in this order. */
  private final class ExtraFields {
    private long zip64;

    ExtraFields(long start, int bytes) {
      for (long at = start; at + 4 <= start + bytes && zip64 == 0; at += 4 + u2(at + 2)) {
        zip64 = u2(at) == ZIP64_FIELD ? at + 4 : 0;
      }
    }

    long orSame(long value) {
      if (value != IN_ZIP64 || zip64 == 0) {
        return value;
      }
      long large = file.get(LONG, zip64);
      zip64 += Long.BYTES;
      return large;
    }
  }

  private void addEntry(String name, long header, ExtraFields extra) {
    long size = extra.orSame(u4(header + 24));
    long storedSize = extra.orSame(u4(header + 20));
    long local = extra.orSame(u4(header + 42));
    if (u2(header + 10) != 0 || size != storedSize) {
      throw new IllegalArgumentException(
          "its entry %s is compressed; torch.save stores it".formatted(Printable.of(name)));
    }
    if ((u2(header + 8) & ENCRYPTED) != 0) {
      throw new IllegalArgumentException("its entry %s is encrypted".formatted(Printable.of(name)));
    }
    expect(local, LOCAL_HEADER);
    long start = local + 30 + u2(local + 26) + u2(local + 28);
    MemorySegment data = file.asSlice(start, size);
    boolean sameName = text(local + 30, u2(local + 26)).equals(name);
    if (!sameName || entries.put(name, data) != null || places.put(local, start + size) != null) {
      throw new IllegalArgumentException(
          "its entry %s is there twice".formatted(Printable.of(name)));
    }
  }

  private void checkPlaces() {
    long free = 0;
    for (Map.Entry<Long, Long> place : places.entrySet()) {
      if (place.getKey() < free) {
        throw new IllegalArgumentException("its entries overlap");
      }
      free = place.getValue();
    }
  }

  private void expect(long at, int signature) {
    if (file.get(INT, at) != signature) {
      throw new IllegalArgumentException("byte %d has not the mark of a zip archive".formatted(at));
    }
  }

  private int u2(long at) {
    return file.get(SHORT, at) & 0xFFFF;
  }

  private long u4(long at) {
    return file.get(INT, at) & IN_ZIP64;
  }

  private String text(long at, int bytes) {
    return new String(file.asSlice(at, bytes).toArray(ValueLayout.JAVA_BYTE), UTF_8);
  }
}
