package dev.cairn.rerank.evaluate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads rows of a CSV file with a header, and says where it fails. */
final class CsvTable {
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).setTrim(true).get();

  private CsvTable() {}

  static <T> List<T> read(Path file, Function<Row, T> reader, String... columns)
      throws IOException {
    List<T> rows = new ArrayList<>();
    Map<String, Long> lines = new HashMap<>();
    try (CSVParser parser = CSVParser.parse(file, StandardCharsets.UTF_8, FORMAT)) {
      checkHeader(file, parser.getHeaderNames(), columns);
      for (CSVRecord csv : parser) {
        rows.add(reader.apply(new Row(file, parser.getCurrentLineNumber(), csv, lines)));
      }
    } catch (UncheckedIOException | IllegalArgumentException | MalformedInputException e) {
      throw new CsvException("%s is not a CSV file in UTF-8: %s".formatted(file, e.getMessage()));
    }
    return rows;
  }

  private static void checkHeader(Path file, List<String> header, String... columns) {
    for (String column : columns) {
      if (!header.contains(column)) {
        throw new CsvException("%s, line 1: no column %s among %s".formatted(file, column, header));
      }
    }
  }

  /**
   * One row.
   *
   * @param line where it ends in the file, counted from 1
   * @param lines where each unique value was first seen
   */
  record Row(Path file, long line, CSVRecord csv, Map<String, Long> lines) {

    /** A value that no other row has. */
    String unique(String column) {
      String value = text(column);
      if (value.isEmpty()) {
        throw error(column, "is empty");
      }
      Long first = lines.putIfAbsent(value, line);
      if (first != null) {
        throw error(column, "'%s' is on line %d already".formatted(value, first));
      }
      return value;
    }

    Optional<String> optional(String column) {
      return Optional.of(text(column)).filter(value -> !value.isEmpty());
    }

    /** A number, infinity included: a score of zero has the logarithm -Infinity. */
    double number(String column) {
      try {
        double number = Double.parseDouble(text(column));
        if (!Double.isNaN(number)) {
          return number;
        }
      } catch (NumberFormatException e) {
        throw error(column, "'%s' is not a number".formatted(text(column)));
      }
      throw error(column, "is NaN");
    }

    private String text(String column) {
      if (!csv.isSet(column)) {
        throw error(column, "is missing");
      }
      return csv.get(column);
    }

    private CsvException error(String column, String problem) {
      return new CsvException("%s, line %d, column %s: %s".formatted(file, line, column, problem));
    }
  }
}
