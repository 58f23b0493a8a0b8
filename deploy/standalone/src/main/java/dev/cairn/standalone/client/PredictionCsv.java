package dev.cairn.standalone.client;

import dev.cairn.ingest.csv.CsvFile;
import dev.cairn.schemas.avro.Prediction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** {@code predictions.csv}: {@code id,landmark_id,confidence,log_score}, sorted by image id. */
public final class PredictionCsv {
  private PredictionCsv() {}

  /** Writes the predictions; one that abstains has an empty landmark. */
  public static void write(Path file, Collection<Prediction> predictions) throws IOException {
    List<Prediction> sorted =
        predictions.stream().sorted(Comparator.comparing(Prediction::getImageId)).toList();
    CsvFile.write(
        file,
        csv -> {
          for (Prediction prediction : sorted) {
            csv.printRecord(
                prediction.getImageId(),
                prediction.getLandmarkId(),
                prediction.getConfidence(),
                prediction.getLogScore());
          }
        },
        "id",
        "landmark_id",
        "confidence",
        "log_score");
  }
}
