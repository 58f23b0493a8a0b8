package dev.cairn.train.weights.file;

import dev.cairn.pipeline.tensor.Safetensors;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A file of named tensors.
 *
 * @param tensors views of the mapped file, in its order
 */
public record CheckpointFile(Path file, Container container, Map<String, StoredTensor> tensors) {
  /** How the tensors lie in the file. */
  public enum Container {
    SAFETENSORS("safetensors"),
    PTH_ZIP("PyTorch, zip"),
    PTH_LEGACY("PyTorch before 1.6");

    private final String words;

    Container(String words) {
      this.words = words;
    }

    /** For people. */
    public String words() {
      return words;
    }
  }

  /**
   * Maps a file, whatever its name, and reads its list of tensors.
   *
   * @param arena that it is mapped in
   * @throws CairnException with {@code CHECKPOINT_NOT_FOUND}, {@code MODEL_INVALID} when it is
   *     damaged or of another format, {@code CHECKPOINT_UNSAFE} when it names a class that is not
   *     plain data
   */
  public static CheckpointFile open(Path file, Arena arena) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new CairnException(
          ErrorCode.CHECKPOINT_NOT_FOUND, "There is no checkpoint file %s".formatted(file));
    }
    try {
      MemorySegment bytes = map(file, arena);
      Container container = container(bytes);
      return new CheckpointFile(
          file,
          container,
          switch (container) {
            case PTH_ZIP -> ZipCheckpoint.read(bytes);
            case PTH_LEGACY -> LegacyCheckpoint.read(bytes);
            case SAFETENSORS -> safetensors(file, arena);
          });
    } catch (IllegalArgumentException | IndexOutOfBoundsException | ArithmeticException e) {
      throw new CairnException(
          ErrorCode.MODEL_INVALID,
          "%s is not a whole checkpoint: %s".formatted(file, e.getMessage()),
          e);
    } catch (CairnException e) {
      throw e.code() == ErrorCode.CHECKPOINT_UNSAFE
          ? new CairnException(e.code(), "%s is refused: %s".formatted(file, e.getMessage()), e)
          : e;
    }
  }

  private static MemorySegment map(Path file, Arena arena) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
    }
  }

  /** A safetensors header follows its length of 8 bytes, which may be any number. */
  private static Container container(MemorySegment bytes) {
    if (startsWith(bytes, Long.BYTES, '{')) {
      return Container.SAFETENSORS;
    }
    if (startsWith(bytes, 0, 'P', 'K')) {
      return Container.PTH_ZIP;
    }
    if (startsWith(bytes, 0, 0x80)) { // PROTO, the first instruction of a pickle
      return Container.PTH_LEGACY;
    }
    throw new IllegalArgumentException("it is neither safetensors nor written by torch.save");
  }

  private static boolean startsWith(MemorySegment bytes, long offset, int... start) {
    return bytes.byteSize() >= offset + start.length
        && IntStream.range(0, start.length)
            .allMatch(i -> bytes.get(ValueLayout.JAVA_BYTE, offset + i) == (byte) start[i]);
  }

  private static Map<String, StoredTensor> safetensors(Path file, Arena arena) throws IOException {
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    Safetensors.open(file, arena)
        .tensors()
        .forEach((name, tensor) -> tensors.put(name, StoredTensor.of(tensor)));
    return tensors;
  }
}
