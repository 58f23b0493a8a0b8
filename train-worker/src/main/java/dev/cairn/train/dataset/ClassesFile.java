package dev.cairn.train.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.pipeline.file.AtomicFile;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/**
 * {@code classes.csv} of a bundle: {@code index,landmark_id,images} in the order of the classes.
 */
public final class ClassesFile {
  private static final String LANDMARK = "landmark_id";
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT
          .builder()
          .setHeader("index", LANDMARK, "images")
          .setRecordSeparator('\n')
          .get();

  private ClassesFile() {}

  /**
   * Writes it atomically.
   *
   * @param images of each class
   */
  public static void write(Path file, ClassMap classes, int[] images) throws IOException {
    StringBuilder text = new StringBuilder();
    try (CSVPrinter csv = new CSVPrinter(text, FORMAT)) {
      for (int i = 0; i < classes.size(); i++) {
        csv.printRecord(i, classes.landmarkIds().get(i), images[i]);
      }
    }
    AtomicFile.write(file, text.toString().getBytes(UTF_8));
  }

  /**
   * @throws CairnException with {@code MODEL_INVALID} when it is no such file
   */
  public static ClassMap read(Path file) throws IOException {
    CSVFormat withHeader = FORMAT.builder().setSkipHeaderRecord(true).get();
    List<String> landmarkIds = new ArrayList<>();
    try (CSVParser csv = CSVParser.parse(file, UTF_8, withHeader)) {
      for (CSVRecord record : csv) {
        landmarkIds.add(record.get(LANDMARK));
      }
      return ClassMap.inOrder(landmarkIds);
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw new CairnException(
          ErrorCode.MODEL_INVALID,
          "%s is not index,landmark_id,images: %s".formatted(file, e.getMessage()),
          e);
    }
  }
}
