package dev.cairn.train.ranks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the machine's processor can do. */
final class Processor {
  private static final Path FILE = Path.of("/proc/cpuinfo");
  private static final Pattern BFLOAT16 =
      Pattern.compile("^flags\\b.*\\s(avx512_bf16|amx_bf16)\\b");

  private Processor() {}

  /** Without such instructions bfloat16 is slower than float32. False where Linux does not tell. */
  static boolean computesInBfloat16() {
    if (!Files.isReadable(FILE)) {
      return false;
    }
    try (Stream<String> lines = Files.lines(FILE)) {
      return computesInBfloat16(lines);
    } catch (IOException e) {
      return false;
    }
  }

  static boolean computesInBfloat16(Stream<String> cpuinfo) {
    return cpuinfo.anyMatch(BFLOAT16.asPredicate());
  }
}
