package dev.cairn.train.trainer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The largest resident memory that a process has had, native libraries included. */
final class PeakMemory {
  private static final String FIELD = "VmHWM:";

  private PeakMemory() {}

  /** In bytes; 0 when the platform does not tell or the process has ended. */
  static long ofProcess(long pid) {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    if (!Files.isReadable(status)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(status)) {
      return lines.filter(line -> line.startsWith(FIELD)).mapToLong(PeakMemory::bytes).sum();
    } catch (IOException e) {
      return 0;
    }
  }

  /** Of {@code VmHWM: 1234 kB}. */
  private static long bytes(String line) {
    return 1024 * Long.parseLong(line.substring(FIELD.length(), line.indexOf("kB")).strip());
  }
}
