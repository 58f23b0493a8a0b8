package dev.cairn.standalone.demo;

import dev.cairn.ingest.csv.CsvFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** {@code truth.csv}: {@code id,landmark_id}, empty for a photograph of no landmark. */
final class TruthCsv {
  private TruthCsv() {}

  static void write(Path file, Map<String, Optional<String>> truth) throws IOException {
    CsvFile.write(
        file,
        csv -> {
          for (Map.Entry<String, Optional<String>> query : truth.entrySet()) {
            csv.printRecord(query.getKey(), query.getValue().orElse(null));
          }
        },
        "id",
        "landmark_id");
  }
}
