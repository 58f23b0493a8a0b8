package dev.cairn.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What this process holds of the machine's memory, native libraries included. */
final class ResidentMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String FIELD = "VmRSS:";

  private ResidentMemory() {}

  /** In MiB; 0 where the platform does not tell. */
  static long mebibytes() throws IOException {
    if (!Files.isReadable(STATUS)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(STATUS)) {
      return lines.filter(line -> line.startsWith(FIELD)).mapToLong(ResidentMemory::mib).sum();
    }
  }

  /** Of {@code VmRSS: 1234 kB}. */
  private static long mib(String line) {
    return Long.parseLong(line.substring(FIELD.length(), line.indexOf("kB")).strip()) / 1024;
  }
}
