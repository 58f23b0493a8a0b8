package dev.cairn.train.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.train.dataset.ClassMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The landmarks of an imported head.
 *
 * @param images of each class
 */
record ImportedClasses(ClassMap classes, int[] images) {
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
  private static final String LANDMARK = "landmark_id";

  /** Of a network without a head. */
  static final ImportedClasses NONE = new ImportedClasses(ClassMap.inOrder(List.of()), new int[0]);

  /**
   * Reads either the {@code classes.csv} of a bundle, whose order counts, or a CSV of training
   * photographs with a column {@code landmark_id}, whose classes are the landmarks in ascending
   * order as in the original.
   *
   * @throws CairnException with {@code MODEL_INVALID} when it is neither
   */
  static ImportedClasses read(Path file) throws IOException {
    try (CSVParser csv = CSVParser.parse(file, UTF_8, FORMAT)) {
      if (!csv.getHeaderMap().containsKey(LANDMARK)) {
        throw new IllegalArgumentException("it has no column landmark_id");
      }
      return csv.getHeaderMap().containsKey("index") ? listed(csv) : counted(csv);
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw new CairnException(
          ErrorCode.MODEL_INVALID,
          "%s lists no classes: %s; give the classes.csv of a bundle or the train.csv of the training"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static ImportedClasses listed(CSVParser csv) {
    Map<String, Integer> images = new LinkedHashMap<>();
    for (CSVRecord row : csv) {
      if (Integer.parseInt(row.get("index")) != images.size()
          || images.put(row.get(LANDMARK), Integer.parseInt(row.get("images"))) != null) {
        throw new IllegalArgumentException(
            "row %d is out of order or repeats a landmark".formatted(row.getRecordNumber()));
      }
    }
    return of(ClassMap.inOrder(List.copyOf(images.keySet())), images);
  }

  private static ImportedClasses counted(CSVParser csv) {
    Map<String, Integer> images = new HashMap<>();
    csv.forEach(row -> images.merge(row.get(LANDMARK), 1, Integer::sum));
    return of(ClassMap.ascending(images.keySet()), images);
  }

  private static ImportedClasses of(ClassMap classes, Map<String, Integer> images) {
    return new ImportedClasses(
        classes, classes.landmarkIds().stream().mapToInt(images::get).toArray());
  }
}
