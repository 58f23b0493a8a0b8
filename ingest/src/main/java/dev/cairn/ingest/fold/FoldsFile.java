package dev.cairn.ingest.fold;

import dev.cairn.ingest.csv.CsvFile;
import dev.cairn.pipeline.fold.StratifiedFolds;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/** Adds the fold to a csv of photographs. */
public final class FoldsFile {
  private static final CSVFormat WITH_HEADER =
      CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();

  private FoldsFile() {}

  /**
   * Reads {@code id} and {@code landmark_id} of every row and writes {@code id,landmark_id,fold} in
   * the same order, atomically. Millions of rows fit: the input is read twice instead of being
   * held.
   *
   * @return the number of rows
   * @throws CairnException with {@link ErrorCode#DATASET_INVALID} when the input is missing, lacks
   *     a column or has no rows
   */
  public static int write(Path input, Path output) throws IOException {
    int[] folds = StratifiedFolds.assign(landmarkIds(input));
    if (folds.length == 0) {
      throw invalid(input, "has no rows: add one line for each photograph");
    }
    CsvFile.write(output, printer -> copy(input, folds, printer), "id", "landmark_id", "fold");
    return folds.length;
  }

  private static void copy(Path input, int[] folds, CSVPrinter printer) throws IOException {
    try (CSVParser rows = open(input)) {
      int row = 0;
      for (CSVRecord values : rows) {
        printer.printRecord(values.get("id"), values.get("landmark_id"), folds[row++]);
      }
    }
  }

  private static List<String> landmarkIds(Path input) throws IOException {
    Map<String, String> known = new HashMap<>(); // one String a landmark instead of one a row
    List<String> ids = new ArrayList<>();
    try (CSVParser rows = open(input)) {
      for (CSVRecord values : rows) {
        if (!values.isSet("id") || !values.isSet("landmark_id")) {
          throw invalid(
              input, "has a row without an id or landmark: record " + values.getRecordNumber());
        }
        String id = values.get("landmark_id");
        ids.add(known.computeIfAbsent(id, same -> same));
      }
    }
    return ids;
  }

  private static CSVParser open(Path input) throws IOException {
    if (!Files.isRegularFile(input)) {
      throw invalid(input, "is not a file: name a csv with the columns id and landmark_id");
    }
    CSVParser rows = CSVParser.parse(input, StandardCharsets.UTF_8, WITH_HEADER);
    if (!rows.getHeaderNames().containsAll(List.of("id", "landmark_id"))) {
      rows.close();
      throw invalid(input, "must start with the columns id and landmark_id");
    }
    return rows;
  }

  private static CairnException invalid(Path input, String what) {
    return new CairnException(ErrorCode.DATASET_INVALID, input + " " + what);
  }
}
