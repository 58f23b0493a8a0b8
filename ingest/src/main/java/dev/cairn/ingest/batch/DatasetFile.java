package dev.cairn.ingest.batch;

import dev.cairn.ingest.csv.CsvFile;
import dev.cairn.pipeline.fold.StratifiedFolds;
import dev.cairn.schemas.avro.ImageRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What training reads of a gallery batch: {@code <store>/datasets/<batch id>.csv} with {@code
 * id,landmark_id,uri,fold}.
 */
final class DatasetFile {
  private final List<Row> rows = new ArrayList<>();

  private record Row(String imageId, String landmarkId, String uri) {}

  void add(ImageRecord image) {
    rows.add(new Row(image.getImageId(), image.getLandmarkId(), image.getBlob().getUri()));
  }

  /** Deals the folds over the rows and writes the file. */
  void write(Path store, BatchId batch) throws IOException {
    int[] folds = StratifiedFolds.assign(rows.stream().map(Row::landmarkId).toList());
    CsvFile.write(
        store.resolve("datasets").resolve(batch + ".csv"),
        printer -> {
          for (int i = 0; i < folds.length; i++) {
            Row row = rows.get(i);
            printer.printRecord(row.imageId, row.landmarkId, row.uri, folds[i]);
          }
        },
        "id",
        "landmark_id",
        "uri",
        "fold");
  }
}
