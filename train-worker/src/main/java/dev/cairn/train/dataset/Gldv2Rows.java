package dev.cairn.train.dataset;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.train.archive.IdMap;
import dev.cairn.train.archive.PhotoId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVRecord;

/**
 * The rows of the Google Landmarks v2 layout. The cleaned set is {@code train_0.csv} with the
 * columns {@code id,landmark_id,fold}, as {@code cairn folds} and the original write it, or {@code
 * train_clean.csv} with the columns {@code landmark_id,images}, whose rows are dealt to folds in
 * their order. Without either every row is cleaned.
 */
final class Gldv2Rows {
  private static final String ALL = "train.csv";
  private static final String WITH_FOLDS = "train_0.csv";
  private static final String CLEANED = "train_clean.csv";
  private static final String LANDMARK = "landmark_id";

  /** The fold of a photograph under a landmark. */
  @FunctionalInterface
  private interface Folds {
    int of(long id, int landmark);
  }

  private Gldv2Rows() {}

  /**
   * All rows in the order of {@code train.csv}; the landmarks of the cleaned set come first, in its
   * order, which is the original's order of rows in later steps.
   *
   * @throws CairnException with {@code DATASET_INVALID} for a missing or damaged file
   */
  static DatasetRows read(DatasetFolder folder) throws IOException {
    Path all =
        folder
            .find(ALL)
            .orElseThrow(() ->
                new CairnException(
                    ErrorCode.DATASET_INVALID,
                    "The dataset's folder has no %s with the columns id and landmark_id: download it"
                        .formatted(ALL)));
    Optional<DatasetRows> cleaned = cleaned(folder);
    return cleaned.isPresent()
        ? join(all, cleaned.get())
        : read(all, List.of(), (_, _) -> DatasetRows.NO_FOLD).withDealtFolds();
  }

  private static Optional<DatasetRows> cleaned(DatasetFolder folder) throws IOException {
    Optional<Path> withFolds = folder.find(WITH_FOLDS);
    return withFolds.isPresent()
        ? withFolds.map(Gldv2Rows::withFolds)
        : folder.find(CLEANED).map(file -> lists(file).withDealtFolds());
  }

  private static DatasetRows withFolds(Path file) {
    DatasetRows.Builder rows = new DatasetRows.Builder();
    CsvRecords.read(
        file,
        List.of("id", LANDMARK, "fold"),
        record ->
            rows.add(id(record), CsvRecords.value(record, LANDMARK), CsvRecords.fold(record)));
    return rows.build();
  }

  private static DatasetRows lists(Path file) {
    DatasetRows.Builder rows = new DatasetRows.Builder();
    CsvRecords.read(
        file,
        List.of(LANDMARK, "images"),
        record -> {
          for (String id : CsvRecords.value(record, "images").split(" ", -1)) {
            rows.add(checked(id), CsvRecords.value(record, LANDMARK), DatasetRows.NO_FOLD);
          }
        });
    return rows.build();
  }

  /** A row is cleaned when the cleaned set has its id under its landmark. */
  private static DatasetRows join(Path all, DatasetRows cleaned) {
    IdMap cleanedRows = new IdMap(cleaned.size());
    for (int row = 0; row < cleaned.size(); row++) {
      cleanedRows.put(PhotoId.parse(cleaned.imageId(row)), row);
    }
    return read(
        all,
        cleaned.landmarkIds(),
        (id, landmark) -> {
          int row = cleanedRows.get(id);
          return row != IdMap.NONE && cleaned.landmark(row) == landmark
              ? cleaned.fold(row)
              : DatasetRows.NO_FOLD;
        });
  }

  private static DatasetRows read(Path all, List<String> firstLandmarks, Folds folds) {
    DatasetRows.Builder rows = new DatasetRows.Builder();
    firstLandmarks.forEach(rows::landmark);
    CsvRecords.read(
        all,
        List.of("id", LANDMARK),
        record -> {
          String id = id(record);
          int landmark = rows.landmark(CsvRecords.value(record, LANDMARK));
          rows.add(id, landmark, folds.of(PhotoId.parse(id), landmark));
        });
    return rows.build();
  }

  private static String id(CSVRecord record) {
    return checked(CsvRecords.value(record, "id"));
  }

  private static String checked(String id) {
    PhotoId.parse(id);
    return id;
  }
}
