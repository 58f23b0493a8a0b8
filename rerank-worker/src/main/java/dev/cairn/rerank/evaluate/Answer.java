package dev.cairn.rerank.evaluate;

import dev.cairn.schemas.avro.Prediction;
import java.util.Optional;

/**
 * One row of a predictions file.
 *
 * @param landmarkId empty when the worker abstained
 * @param logScore natural logarithm, minus infinity for a score of zero
 */
public record Answer(String id, Optional<String> landmarkId, double logScore) {

  public static Answer of(Prediction prediction) {
    return new Answer(
        prediction.getImageId(),
        Optional.ofNullable(prediction.getLandmarkId()),
        prediction.getLogScore());
  }
}
