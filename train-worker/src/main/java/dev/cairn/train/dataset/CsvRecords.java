package dev.cairn.train.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** The csv files of datasets, whose first line names the columns. */
final class CsvRecords {
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();

  private CsvRecords() {}

  /**
   * Hands out the records in their order.
   *
   * @param columns that every record needs
   * @throws CairnException with {@code DATASET_INVALID} naming the record that is none, which the
   *     consumer may say with an {@link IllegalArgumentException}
   */
  static void read(Path file, List<String> columns, Consumer<CSVRecord> consumer) {
    try (CSVParser parser = CSVParser.parse(file, UTF_8, FORMAT)) {
      for (CSVRecord record : parser) {
        try {
          consumer.accept(record);
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException(
              "row %d is not %s: %s"
                  .formatted(record.getRecordNumber(), String.join(",", columns), e.getMessage()),
              e);
        }
      }
    } catch (IllegalArgumentException | UncheckedIOException | IOException e) {
      throw new CairnException(
          ErrorCode.DATASET_INVALID,
          "Cannot read dataset %s: %s".formatted(file.getFileName(), e.getMessage()),
          e);
    }
  }

  /** The value, which is not blank. */
  static String value(CSVRecord record, String column) {
    String value = record.get(column);
    if (value.isBlank()) {
      throw new IllegalArgumentException(column + " is empty");
    }
    return value;
  }

  /** The value of the column {@code fold}. */
  static int fold(CSVRecord record) {
    String fold = record.get("fold");
    return fold.isEmpty() ? DatasetRows.NO_FOLD : Integer.parseUnsignedInt(fold);
  }
}
