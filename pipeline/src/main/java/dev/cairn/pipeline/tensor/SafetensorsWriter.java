package dev.cairn.pipeline.tensor;

import dev.cairn.pipeline.file.AtomicFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Lays a safetensors file out and writes it. */
final class SafetensorsWriter {
  private static final int ALIGNMENT = 8;
  private static final int CHUNK_BYTES = 1 << 26;

  private SafetensorsWriter() {}

  static void write(Path file, Map<String, String> metadata, Map<String, Tensor> tensors)
      throws IOException {
    Comparator<String> largestElementFirst =
        Comparator.comparing(n -> -tensors.get(n).type().bytes());
    List<String> names =
        tensors.keySet().stream()
            .sorted(largestElementFirst.thenComparing(Comparator.naturalOrder()))
            .toList();
    Map<String, Header.Entry> entries = new LinkedHashMap<>();
    long offset = 0;
    for (String name : names) {
      Tensor tensor = tensors.get(name);
      long end = offset + tensor.data().byteSize();
      long[] dataOffsets = {offset, end};
      entries.put(name, new Header.Entry(tensor.type(), tensor.shape(), dataOffsets));
      offset = end;
    }
    byte[] json = new Header(new TreeMap<>(metadata), entries).toJson();
    AtomicFile.write(
        file,
        channel -> {
          AtomicFile.writeFully(channel, prefix(json));
          for (String name : names) {
            writeChunks(channel, tensors.get(name).data());
          }
        });
  }

  /** Length and header, padded with spaces so that the data starts aligned. */
  private static ByteBuffer prefix(byte[] json) {
    int padded = Math.ceilDiv(json.length, ALIGNMENT) * ALIGNMENT;
    byte[] bytes = new byte[Long.BYTES + padded];
    Arrays.fill(bytes, (byte) ' ');
    ByteBuffer prefix = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    prefix.putLong(padded).put(json);
    return prefix.rewind();
  }

  /** A buffer has an int size, a tensor need not. */
  private static void writeChunks(FileChannel channel, MemorySegment data) throws IOException {
    for (long at = 0; at < data.byteSize(); at += CHUNK_BYTES) {
      long size = Math.min(CHUNK_BYTES, data.byteSize() - at);
      AtomicFile.writeFully(channel, data.asSlice(at, size).asByteBuffer());
    }
  }
}
