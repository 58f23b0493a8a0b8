package dev.cairn.rerank.evaluate;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/**
 * How good predictions are.
 *
 * @param queries in the order of the truth
 * @param unknown predictions for images that the truth does not have, left out
 * @param gap Global Average Precision over all queries, ranked by log score; empty without landmark
 *     queries
 * @param landmarks by landmark id
 * @param confusions the most confident first
 * @param falseAlarms queries that show no landmark and were answered with one, the highest score
 *     first
 * @param unanswered by reason, the most frequent first
 */
public record EvaluationReport(
    List<Query> queries,
    int unknown,
    OptionalDouble gap,
    Coverage coverage,
    List<LandmarkResult> landmarks,
    List<Confusion> confusions,
    List<Query> falseAlarms,
    List<Unanswered> unanswered,
    ScoreSummary scores) {

  /** Queries that show a landmark. */
  public int landmarkQueries() {
    return count(Query::showsLandmark);
  }

  /** Queries that show none. */
  public int nonLandmarkQueries() {
    return queries.size() - landmarkQueries();
  }

  /** Queries of either kind without a prediction, counted as wrong. */
  public int missing() {
    return count(query -> query.answer().isEmpty());
  }

  /** Landmark queries whose landmark is predicted. */
  public int right() {
    return count(Query::isRight);
  }

  /** Share of landmark queries that are right; empty without landmark queries. */
  public OptionalDouble accuracy() {
    return landmarkQueries() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) right() / landmarkQueries());
  }

  private int count(Predicate<Query> kind) {
    return (int) queries.stream().filter(kind).count();
  }
}
