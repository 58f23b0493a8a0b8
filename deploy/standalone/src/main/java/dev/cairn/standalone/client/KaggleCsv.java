package dev.cairn.standalone.client;

import dev.cairn.ingest.csv.CsvFile;
import dev.cairn.schemas.avro.Prediction;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * {@code id,landmarks} as the Google Landmark Recognition competitions take it, by image id: {@code
 * <landmark> <confidence>}, or nothing where no landmark was predicted, a failed image included.
 *
 * @see KaggleConfidence
 */
public final class KaggleCsv {
  private static final Pattern SPACE = Pattern.compile("\\s");

  private KaggleCsv() {}

  /**
   * Writes a row for each image of the batch that has been answered or has failed.
   *
   * @throws CairnException with {@code RECORD_INVALID} when a landmark has a space in its name
   */
  public static void write(Path file, AnsweredBatch batch) throws IOException {
    List<Prediction> told =
        batch.predictions().stream().filter(each -> each.getLandmarkId() != null).toList();
    KaggleConfidence confidence =
        new KaggleConfidence(told.stream().map(Prediction::getLogScore).toList());
    Map<String, String> landmarks = new TreeMap<>();
    batch.failures().forEach(failed -> landmarks.put(failed.imageId(), null));
    batch.predictions().forEach(each -> landmarks.put(each.getImageId(), null));
    told.forEach(each ->
        landmarks.put(each.getImageId(), oneWord(each) + " " + confidence.of(each.getLogScore())));
    CsvFile.write(
        file,
        csv -> {
          for (Map.Entry<String, String> row : landmarks.entrySet()) {
            csv.printRecord(row.getKey(), row.getValue());
          }
        },
        "id",
        "landmarks");
  }

  private static String oneWord(Prediction prediction) {
    String landmarkId = prediction.getLandmarkId();
    if (landmarkId.isEmpty() || SPACE.matcher(landmarkId).find()) {
      throw new CairnException(
          ErrorCode.RECORD_INVALID,
          "'%.200s', predicted for %s, cannot stand in a submission, which parts landmark and confidence by a space: export without --kaggle, or publish the gallery with landmarks of one word"
              .formatted(landmarkId, prediction.getImageId()));
    }
    return landmarkId;
  }
}
