package dev.cairn.rerank.classes;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The classes of a model: {@code classes.csv} with columns {@code index} and {@code landmark_id}.
 */
final class ClassList {
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();

  private ClassList() {}

  /**
   * Landmark ids in the order of the head's rows.
   *
   * @throws CairnException with {@code MODEL_INVALID} when indexes do not count from 0 or a
   *     landmark comes twice
   */
  static List<String> read(Path file) throws IOException {
    List<String> landmarkIds = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    try (CSVParser parser = CSVParser.parse(file, StandardCharsets.UTF_8, FORMAT)) {
      for (CSVRecord row : parser) {
        String landmarkId = row.get("landmark_id");
        if (!row.get("index").equals(Integer.toString(landmarkIds.size()))
            || !seen.add(landmarkId)) {
          throw invalid(
              file, "row %d is out of order or repeats a landmark".formatted(seen.size()));
        }
        landmarkIds.add(landmarkId);
      }
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw invalid(file, e.getMessage());
    }
    return landmarkIds;
  }

  private static CairnException invalid(Path file, String reason) {
    return new CairnException(
        ErrorCode.MODEL_INVALID, "%s is not a class list: %s".formatted(file, reason));
  }
}
