package dev.cairn.rerank.replay;

import dev.cairn.schemas.avro.Prediction;
import java.util.Objects;
import java.util.Optional;

/**
 * A query with the prediction that was recorded and the one of now.
 *
 * @param before its log score is a number
 */
public record Change(Prediction before, Prediction now) {

  public String imageId() {
    return now.getImageId();
  }

  public Optional<String> landmarkBefore() {
    return Optional.ofNullable(before.getLandmarkId());
  }

  public Optional<String> landmarkNow() {
    return Optional.ofNullable(now.getLandmarkId());
  }

  /** What became of the answer. */
  public enum Kind {
    SAME,
    CHANGED,
    LOST,
    GAINED,
    NEVER
  }

  Kind kind() {
    if (before.getLandmarkId() == null) {
      return now.getLandmarkId() == null ? Kind.NEVER : Kind.GAINED;
    }
    if (now.getLandmarkId() == null) {
      return Kind.LOST;
    }
    return before.getLandmarkId().equals(now.getLandmarkId()) ? Kind.SAME : Kind.CHANGED;
  }

  /** True when both scores are of one strategy and one ensemble. */
  boolean scoresCompare() {
    return Objects.equals(before.getStrategy(), now.getStrategy())
        && Objects.equals(before.getEnsembleDigest(), now.getEnsembleDigest());
  }

  /** By how much the log score has risen; 0 where it stayed minus infinity. */
  public double rise() {
    return before.getLogScore() == now.getLogScore() ? 0 : now.getLogScore() - before.getLogScore();
  }
}
