package dev.cairn.train.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The datasets of a store: {@code <store>/datasets/<batch id>.csv} with the columns {@code
 * id,landmark_id,uri,fold}, written when a gallery batch closes.
 */
public final class Datasets {
  /** Folds are numbered from 0. */
  public static final int FOLDS = 5;

  private static final Pattern NAME = Pattern.compile("batch:([A-Za-z0-9_-][A-Za-z0-9._-]{0,199})");
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();

  private final Path folder;

  /** The datasets of the store in this folder. */
  public Datasets(Path store) {
    folder = store.resolve("datasets");
  }

  /**
   * The file of the dataset that a command names.
   *
   * @param name {@code batch:<batch id>}
   * @throws CairnException with {@code DATASET_INVALID} for any other name and for an unknown batch
   */
  public Path locate(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      throw invalid(
          "Dataset '%s' is not of the form batch:<batch id>: publish the folder with 'cairn publish"
              + " --gallery DIR' and name the batch it prints",
          name);
    }
    Path file = folder.resolve(matcher.group(1) + ".csv");
    if (!Files.isRegularFile(file)) {
      throw invalid(
          "Dataset '%s' is unknown: no closed gallery batch has this id; publish one with 'cairn"
              + " publish --gallery DIR'",
          name);
    }
    return file;
  }

  /**
   * All rows, in the order of the file.
   *
   * @throws CairnException with {@code DATASET_INVALID} naming the line that is no row
   */
  public static List<DatasetRow> read(Path file) {
    try (CSVParser parser = CSVParser.parse(file, UTF_8, FORMAT)) {
      List<DatasetRow> rows = new ArrayList<>();
      for (CSVRecord record : parser) {
        rows.add(row(file, record));
      }
      return rows;
    } catch (IllegalArgumentException | UncheckedIOException | IOException e) {
      throw new CairnException(
          ErrorCode.DATASET_INVALID,
          "Cannot read dataset %s: %s".formatted(file.getFileName(), e.getMessage()),
          e);
    }
  }

  private static DatasetRow row(Path file, CSVRecord record) {
    try {
      return new DatasetRow(
          required(record, "id"),
          required(record, "landmark_id"),
          required(record, "uri"),
          fold(record.get("fold")));
    } catch (IllegalArgumentException e) {
      throw invalid(
          "Row %s of dataset %s is not id,landmark_id,uri,fold: %s",
          record.getRecordNumber(), file.getFileName(), e.getMessage());
    }
  }

  private static String required(CSVRecord record, String column) {
    String value = record.get(column);
    if (value.isBlank()) {
      throw new IllegalArgumentException(column + " is empty");
    }
    return value;
  }

  private static OptionalInt fold(String text) {
    if (text.isEmpty()) {
      return OptionalInt.empty();
    }
    int fold = Integer.parseInt(text);
    if (fold < 0 || fold >= FOLDS) {
      throw new IllegalArgumentException("fold " + fold + " is not between 0 and " + (FOLDS - 1));
    }
    return OptionalInt.of(fold);
  }

  private static CairnException invalid(String format, Object... values) {
    return new CairnException(ErrorCode.DATASET_INVALID, format.formatted(values));
  }
}
