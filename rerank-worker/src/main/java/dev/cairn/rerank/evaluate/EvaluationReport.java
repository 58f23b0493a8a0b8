package dev.cairn.rerank.evaluate;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How good predictions are.
 *
 * @param landmarkQueries queries that show a landmark
 * @param nonLandmarkQueries queries that show none
 * @param missing queries of either kind without a prediction, counted as wrong
 * @param unknown predictions for images that the truth does not have, left out
 * @param right landmark queries whose landmark is predicted
 * @param gap Global Average Precision over all queries, ranked by log score; empty without landmark
 *     queries
 * @param landmarks by landmark id
 * @param confusions most frequent first, then by landmark ids
 */
public record EvaluationReport(
    int landmarkQueries,
    int nonLandmarkQueries,
    int missing,
    int unknown,
    int right,
    OptionalDouble gap,
    Map<String, LandmarkAccuracy> landmarks,
    List<Confusion> confusions,
    Scores scores) {

  /** Share of landmark queries that are right; empty without landmark queries. */
  public OptionalDouble accuracy() {
    return landmarkQueries == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) right / landmarkQueries);
  }

  /** Queries of one landmark and how many are right. */
  public record LandmarkAccuracy(int queries, int right) {}

  /** A landmark that is taken for another one. */
  public record Confusion(String landmarkId, String predictedId, int count) {}

  /**
   * How the kinds of queries score. A median is empty when there are no such predictions.
   *
   * @param medianRight median log score of landmark queries that are right
   * @param medianWrong of landmark queries that are wrong
   * @param medianNonLandmark of queries that show none
   * @param nonLandmarksBelowRight share of the last kind that scores below the first median;
   *     queries without a prediction do
   */
  public record Scores(
      OptionalDouble medianRight,
      OptionalDouble medianWrong,
      OptionalDouble medianNonLandmark,
      OptionalDouble nonLandmarksBelowRight) {}
}
