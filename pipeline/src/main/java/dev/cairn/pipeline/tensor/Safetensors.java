package dev.cairn.pipeline.tensor;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A safetensors file: an 8-byte little-endian header length, a JSON header, the data. Opening maps
 * it and reads only the header, so the size is bounded by the disk and not by the heap.
 *
 * <p>Safe for use by several threads. {@link #close()} unmaps it; segments taken from it then throw
 * {@link IllegalStateException}.
 */
public final class Safetensors implements AutoCloseable {
  private static final long MAX_HEADER_BYTES = 100_000_000;
  private static final ValueLayout.OfLong LENGTH =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final Arena arena;
  private final Header header;
  private final MemorySegment data;

  private Safetensors(Arena arena, Header header, MemorySegment data) {
    this.arena = arena;
    this.header = header;
    this.data = data;
  }

  /**
   * Maps a file and checks its header; the values themselves are not looked at.
   *
   * @throws CairnException with {@code MODEL_INVALID} when the file is damaged
   */
  @SuppressWarnings("MustBeClosedChecker") // the caller closes it; on failure, this method does
  public static Safetensors open(Path file) throws IOException {
    Arena arena = Arena.ofShared();
    try {
      return open(file, arena);
    } catch (IOException | RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  /** The same, mapped for as long as the arena lives, which it may share with other files. */
  public static Safetensors open(Path file, Arena arena) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      MemorySegment all = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
      long dataStart = Math.addExact(Long.BYTES, headerBytes(all));
      MemorySegment json = all.asSlice(Long.BYTES, dataStart - Long.BYTES);
      MemorySegment data = all.asSlice(dataStart);
      Header header = Header.parse(json.toArray(ValueLayout.JAVA_BYTE), data.byteSize());
      return new Safetensors(arena, header, data);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new CairnException(
          ErrorCode.MODEL_INVALID,
          "%s is not a whole safetensors file: %s".formatted(file, e.getMessage()),
          e);
    }
  }

  private static long headerBytes(MemorySegment all) {
    if (all.byteSize() < Long.BYTES) {
      throw new IllegalArgumentException("it has only %d bytes".formatted(all.byteSize()));
    }
    long bytes = all.get(LENGTH, 0);
    if (bytes < 0 || bytes > Math.min(MAX_HEADER_BYTES, all.byteSize() - Long.BYTES)) {
      throw new IllegalArgumentException(
          "a header of %d bytes in %d".formatted(bytes, all.byteSize()));
    }
    return bytes;
  }

  /** Free text that the writer left, such as the architecture. */
  public Map<String, String> metadata() {
    return header.metadata();
  }

  /** In the order of the file. */
  public Set<String> names() {
    return Collections.unmodifiableSet(header.entries().keySet());
  }

  /** All tensors by name, as views of the mapped file. */
  public Map<String, Tensor> tensors() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    names().forEach(name -> tensors.put(name, tensor(name)));
    return tensors;
  }

  /**
   * A view of the mapped file, not a copy.
   *
   * @throws CairnException with {@code MODEL_INVALID} when there is no such tensor
   */
  public Tensor tensor(String name) {
    Header.Entry entry = header.entries().get(name);
    if (entry == null) {
      throw new CairnException(
          ErrorCode.MODEL_INVALID, "No tensor %s among %s".formatted(name, names()));
    }
    MemorySegment bytes = data.asSlice(entry.begin(), entry.end() - entry.begin());
    return new Tensor(entry.dtype(), entry.shape().clone(), bytes);
  }

  public long[] shape(String name) {
    return tensor(name).shape();
  }

  /** Little-endian, read-only, mapped, not necessarily aligned. */
  public MemorySegment data(String name) {
    return tensor(name).data();
  }

  /** A copy; F16 and BF16 are widened. */
  public float[] floats(String name) {
    return tensor(name).floats();
  }

  @Override
  public void close() {
    arena.close();
  }

  /**
   * Writes a file atomically. The same content always gives the same bytes: tensors are ordered by
   * element size, largest first, so that all are aligned, then by name.
   *
   * @throws CairnException with {@code STORAGE_FULL} when the disk is full
   */
  public static void write(Path file, Map<String, String> metadata, Map<String, Tensor> tensors)
      throws IOException {
    SafetensorsWriter.write(file, metadata, tensors);
  }
}
