package dev.cairn.train.model;

import dev.cairn.train.weights.file.CheckpointFile;
import dev.cairn.train.weights.file.Printable;
import dev.cairn.train.weights.file.StoredTensor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a checkpoint file holds, for people: a line each. */
public final class CheckpointDescription {

  private CheckpointDescription() {}

  /**
   * @param everyTensor whether each tensor gets a line
   * @throws dev.cairn.schemas.error.CairnException as {@link CheckpointFile#open}
   */
  public static List<String> of(Path file, boolean everyTensor) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      CheckpointFile checkpoint = CheckpointFile.open(file, arena);
      List<String> lines = new ArrayList<>();
      lines.add("format       " + checkpoint.container().words());
      lines.add("size         " + Quantity.of(Files.size(file)) + "B");
      lines.add("tensors      " + checkpoint.tensors().size());
      lines.add("numbers      " + Quantity.of(numbers(checkpoint)));
      if (everyTensor) {
        checkpoint.tensors().forEach((name, tensor) -> lines.add(line(name, tensor)));
      }
      return lines;
    }
  }

  private static long numbers(CheckpointFile checkpoint) {
    return checkpoint.tensors().values().stream().mapToLong(StoredTensor::elements).sum();
  }

  private static String line(String name, StoredTensor tensor) {
    return "%-4s %-20s %s"
        .formatted(tensor.type(), Arrays.toString(tensor.shape()), Printable.of(name));
  }
}
