package dev.cairn.train.dataset;

import dev.cairn.pipeline.file.Sha256;
import java.nio.file.Path;
import java.util.List;

/**
 * A published gallery batch: {@code <store>/datasets/<batch id>.csv} with the columns {@code
 * id,landmark_id,uri,fold}, written when the batch closes; the photographs lie in the blob store.
 *
 * @param uris claim check of each row, {@code blob:sha256:<hex>}
 */
record BatchDataset(DatasetRows rows, TextColumn uris, Path store) implements Dataset {

  /**
   * @throws dev.cairn.schemas.error.CairnException with {@code DATASET_INVALID} naming the line
   *     that is no row
   */
  static BatchDataset read(Path file, Path store) {
    DatasetRows.Builder rows = new DatasetRows.Builder();
    TextColumn.Builder uris = new TextColumn.Builder();
    CsvRecords.read(
        file,
        List.of("id", "landmark_id", "uri", "fold"),
        record -> {
          rows.add(
              CsvRecords.value(record, "id"),
              CsvRecords.value(record, "landmark_id"),
              CsvRecords.fold(record));
          uris.add(CsvRecords.value(record, "uri"));
        });
    return new BatchDataset(rows.build(), uris.build(), store);
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
