package dev.cairn.standalone.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Image ids, each named by itself or in a file. */
final class ImageIdsOption {
  private static final String STANDARD_INPUT = "-";

  @Parameters(arity = "0..*", paramLabel = "IMAGE_ID", description = "Ids of photographs.")
  List<String> ids = List.of();

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description =
          "Ids, one a line, - for standard input. What follows a tab does not count, so that"
              + " `cairn gallery list --images` can be fed in.")
  String file;

  /** All of them, in their order. */
  Set<String> read() throws IOException {
    Set<String> all = new LinkedHashSet<>(ids);
    if (file != null) {
      try (BufferedReader reader = open();
          Stream<String> lines = reader.lines()) {
        lines
            .map(line -> line.split("\t", 2)[0].strip())
            .filter(id -> !id.isEmpty())
            .forEach(all::add);
      }
    }
    return all;
  }

  private BufferedReader open() throws IOException {
    return file.equals(STANDARD_INPUT)
        ? new BufferedReader(new InputStreamReader(System.in, UTF_8))
        : Files.newBufferedReader(Path.of(file));
  }
}
