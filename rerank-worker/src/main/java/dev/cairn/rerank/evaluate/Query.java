package dev.cairn.rerank.evaluate;

import java.util.Optional;

/**
 * A query of the truth with its prediction, if there is one.
 *
 * @param unanswered why no landmark was predicted; empty when one was
 */
public record Query(Truth truth, Optional<Answer> answer, Optional<String> unanswered) {

  public String id() {
    return truth.id();
  }

  public boolean showsLandmark() {
    return truth.landmarkId().isPresent();
  }

  public Optional<String> predicted() {
    return answer.flatMap(Answer::landmarkId);
  }

  /** True when the landmark that it shows is predicted. */
  public boolean isRight() {
    return showsLandmark() && predicted().equals(truth.landmarkId());
  }

  /** True when it shows a landmark and another one is predicted. */
  public boolean isConfused() {
    return showsLandmark() && predicted().isPresent() && !isRight();
  }

  /** True when it shows none and one is predicted. */
  public boolean isFalseAlarm() {
    return !showsLandmark() && predicted().isPresent();
  }

  /** {@code right}, {@code confused}, {@code false alarm} or {@code unanswered}. */
  public String outcome() {
    if (predicted().isEmpty()) {
      return "unanswered";
    }
    if (!showsLandmark()) {
      return "false alarm";
    }
    return isRight() ? "right" : "confused";
  }

  /** Minus infinity without a prediction. */
  public double logScore() {
    return answer.map(Answer::logScore).orElse(Double.NEGATIVE_INFINITY);
  }

  /** Higher scores come first; adding zero makes the two zeros equal, as ties must be. */
  double descending() {
    return 0.0 - logScore();
  }
}
