package dev.cairn.train.weights.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZipEntriesTest {
  private static final long LARGE = 5L << 30;

  @TempDir Path folder;

  /** Lays an archive out by hand, honest or not. */
  private static final class Layout {
    private final PickleWriter file = new PickleWriter();
    private final PickleWriter directory = new PickleWriter();
    private int entries;

    Layout local(String name, byte[] data) {
      file.littleEndian(0x04034b50, 4).raw(new byte[22]).littleEndian(name.length(), 2);
      file.littleEndian(0, 2).raw(name.getBytes(UTF_8)).raw(data);
      return this;
    }

    Layout listed(String name, long size, long at) {
      return listed(name, size, at, new byte[0]);
    }

    Layout listed(String name, long size, long at, byte[] extra) {
      entries++;
      directory.littleEndian(0x02014b50, 4).raw(new byte[16]).littleEndian(size, 4);
      directory.littleEndian(size, 4).littleEndian(name.length(), 2);
      directory.littleEndian(extra.length, 2).raw(new byte[10]).littleEndian(at, 4);
      directory.raw(name.getBytes(UTF_8)).raw(extra);
      return this;
    }

    byte[] end() {
      byte[] front = file.toBytes();
      byte[] listing = directory.toBytes();
      return new PickleWriter()
          .raw(front)
          .raw(listing)
          .raw(end(listing.length, front.length))
          .toBytes();
    }

    private byte[] end(long size, long start) {
      return new PickleWriter()
          .littleEndian(0x06054b50, 4)
          .littleEndian(0, 4)
          .littleEndian(entries, 2)
          .littleEndian(entries, 2)
          .littleEndian(size, 4)
          .littleEndian(start, 4)
          .littleEndian(0, 2)
          .toBytes();
    }
  }

  @Test
  void findsWhatLiesBetweenHeaderAndDirectory() {
    byte[] zip = new Layout().local("a", new byte[] {1, 2}).listed("a", 2, 0).end();
    assertThat(read(zip).get("a").toArray(ValueLayout.JAVA_BYTE)).containsExactly(1, 2);
  }

  @Test
  void twoEntriesMayNotShareBytes() {
    byte[] inner = new Layout().local("b", new byte[4]).file.toBytes();
    byte[] zip =
        new Layout()
            .local("a", inner)
            .listed("a", inner.length, 0)
            .listed("b", 4, 31) // inside a
            .end();
    assertRefused(zip, "overlap");
  }

  @Test
  void anEntryMayNotReachIntoTheDirectory() {
    byte[] zip = new Layout().local("a", new byte[2]).listed("a", 3, 0).end();
    assertRefused(zip, "overlap");
  }

  @Test
  void anEntryMayNotBeListedTwiceOrUnderAnotherName() {
    Layout twice = new Layout().local("a", new byte[2]).listed("a", 2, 0).listed("a", 2, 0);
    assertRefused(twice.end(), "twice");
    Layout renamed = new Layout().local("a", new byte[2]).listed("b", 2, 0);
    assertRefused(renamed.end(), "twice");
  }

  @Test
  void compressedEntriesAreRefused() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("a/data.pkl"));
      zip.write(new byte[100]);
    }
    assertRefused(bytes.toByteArray(), "a/data.pkl is compressed");
  }

  @Test
  void headersOutsideTheFileAreRefused() {
    assertThatThrownBy(() -> read(new Layout().listed("a", 2, 999_999).end()))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertRefused(new Layout().local("a", new byte[99]).listed("a", 2, 40).end(), "mark");
    assertRefused("PK but no archive, and long enough".getBytes(UTF_8), "no end");
  }

  /** As PyTorch writes large checkpoints; most of the file is a hole that takes no disk. */
  @Test
  void mapsAnArchiveLargerThanFourGigabytes() throws IOException {
    Path file = folder.resolve("large.pth");
    byte[] front = new Layout().local("a", new byte[0]).file.toBytes();
    long directoryAt = front.length + LARGE;
    byte[] sizes =
        new PickleWriter()
            .littleEndian(0x0001, 2)
            .littleEndian(16, 2)
            .littleEndian(LARGE, 8)
            .littleEndian(LARGE, 8)
            .toBytes();
    Layout layout = new Layout().listed("a", 0xFFFFFFFFL, 0, sizes);
    byte[] listing = layout.directory.toBytes();
    long end64At = directoryAt + listing.length;
    byte[] end64 =
        new PickleWriter()
            .littleEndian(0x06064b50, 4)
            .raw(new byte[36])
            .littleEndian(listing.length, 8)
            .littleEndian(directoryAt, 8)
            .littleEndian(0x07064b50, 4)
            .littleEndian(0, 4)
            .littleEndian(end64At, 8)
            .littleEndian(1, 4)
            .raw(layout.end(listing.length, 0xFFFFFFFFL))
            .toBytes();
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw");
        Arena arena = Arena.ofShared()) {
      sparse.write(front);
      sparse.seek(directoryAt - 1);
      sparse.write(42);
      sparse.write(listing);
      sparse.write(end64);
      FileChannel channel = sparse.getChannel();
      MemorySegment mapped = channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
      MemorySegment entry = ZipEntries.of(mapped).get("a");
      assertThat(entry.byteSize()).isEqualTo(LARGE);
      assertThat(entry.get(ValueLayout.JAVA_BYTE, LARGE - 1)).isEqualTo((byte) 42);
    }
  }

  private static Map<String, MemorySegment> read(byte[] zip) {
    return ZipEntries.of(MemorySegment.ofArray(zip));
  }

  private static void assertRefused(byte[] zip, String words) {
    assertThatThrownBy(() -> read(zip))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(words);
  }
}
