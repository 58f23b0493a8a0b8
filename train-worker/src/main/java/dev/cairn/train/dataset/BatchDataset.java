package dev.cairn.train.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.pipeline.file.Sha256;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A published gallery batch: {@code <store>/datasets/<batch id>.csv} with the columns {@code
 * id,landmark_id,uri,fold}, written when the batch closes; the photographs lie in the blob store.
 *
 * @param uris claim check of each row, {@code blob:sha256:<hex>}
 */
record BatchDataset(DatasetRows rows, TextColumn uris, Path store) implements Dataset {
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();

  /**
   * @throws CairnException with {@code DATASET_INVALID} naming the line that is no row
   */
  static BatchDataset read(Path file, Path store) {
    DatasetRows.Builder rows = new DatasetRows.Builder();
    TextColumn.Builder uris = new TextColumn.Builder();
    try (CSVParser parser = CSVParser.parse(file, UTF_8, FORMAT)) {
      for (CSVRecord record : parser) {
        try {
          rows.add(required(record, "id"), required(record, "landmark_id"), fold(record));
          uris.add(required(record, "uri"));
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException(
              "row %d is not id,landmark_id,uri,fold: %s"
                  .formatted(record.getRecordNumber(), e.getMessage()),
              e);
        }
      }
    } catch (IllegalArgumentException | UncheckedIOException | IOException e) {
      throw new CairnException(
          ErrorCode.DATASET_INVALID,
          "Cannot read dataset %s: %s".formatted(file.getFileName(), e.getMessage()),
          e);
    }
    return new BatchDataset(rows.build(), uris.build(), store);
  }

  private static String required(CSVRecord record, String column) {
    String value = record.get(column);
    if (value.isBlank()) {
      throw new IllegalArgumentException(column + " is empty");
    }
    return value;
  }

  private static int fold(CSVRecord record) {
    String fold = record.get("fold");
    return fold.isEmpty() ? DatasetRows.NO_FOLD : Integer.parseUnsignedInt(fold);
  }

  @Override
  public PhotoSource openPhotos() {
    BlobPhotos blobs = new BlobPhotos(store);
    return row -> blobs.bytes(uris.get(row));
  }

  @Override
  public String digest() {
    return Sha256.of(rows.digest() + uris.digest());
  }
}
