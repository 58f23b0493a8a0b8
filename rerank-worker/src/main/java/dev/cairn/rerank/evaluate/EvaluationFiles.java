package dev.cairn.rerank.evaluate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The files of an evaluation: predictions are {@code id,landmark_id,confidence,log_score}, the
 * truth is {@code id,landmark_id}. Columns are found by name; an empty {@code landmark_id} means
 * none.
 */
public final class EvaluationFiles {
  private static final String ID = "id";
  private static final String LANDMARK = "landmark_id";
  private static final String LOG_SCORE = "log_score";

  private EvaluationFiles() {}

  /**
   * @throws CsvException when the file is not as it should be, naming line and column
   */
  public static List<Answer> readPredictions(Path file) throws IOException {
    return CsvTable.read(
        file,
        row -> new Answer(row.unique(ID), row.optional(LANDMARK), row.number(LOG_SCORE)),
        ID,
        LANDMARK,
        LOG_SCORE);
  }

  /**
   * @throws CsvException when the file is not as it should be, naming line and column
   */
  public static List<Truth> readTruth(Path file) throws IOException {
    return CsvTable.read(
        file, row -> new Truth(row.unique(ID), row.optional(LANDMARK)), ID, LANDMARK);
  }

  /**
   * Image ids alone, from a file that may have other columns beside {@code id}.
   *
   * @throws CsvException when the file is not as it should be, naming line and column
   */
  public static List<String> readIds(Path file) throws IOException {
    return CsvTable.read(file, row -> row.unique(ID), ID);
  }
}
