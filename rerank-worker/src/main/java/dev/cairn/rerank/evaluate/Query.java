package dev.cairn.rerank.evaluate;

import java.util.Optional;

/** A query of the truth with its prediction, if there is one. */
record Query(Truth truth, Optional<Answer> answer) {

  boolean showsLandmark() {
    return truth.landmarkId().isPresent();
  }

  Optional<String> predicted() {
    return answer.flatMap(Answer::landmarkId);
  }

  boolean isRight() {
    return showsLandmark() && predicted().equals(truth.landmarkId());
  }

  /** Minus infinity without a prediction. */
  double logScore() {
    return answer.map(Answer::logScore).orElse(Double.NEGATIVE_INFINITY);
  }
}
