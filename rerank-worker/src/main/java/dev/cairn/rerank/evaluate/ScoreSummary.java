package dev.cairn.rerank.evaluate;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/**
 * How the kinds of queries score. A median is empty when there are no such queries.
 *
 * @param medianRight median log score of landmark queries that are right
 * @param medianWrong of landmark queries that are wrong
 * @param medianNonLandmark of queries that show none
 * @param nonLandmarksBelowRight share of the last kind that scores below the first median; queries
 *     without a prediction do
 */
public record ScoreSummary(
    OptionalDouble medianRight,
    OptionalDouble medianWrong,
    OptionalDouble medianNonLandmark,
    OptionalDouble nonLandmarksBelowRight) {

  static ScoreSummary of(List<Query> queries) {
    double[] right = sorted(queries, Query::isRight);
    double[] wrong = sorted(queries, query -> query.showsLandmark() && !query.isRight());
    double[] nonLandmark = sorted(queries, query -> !query.showsLandmark());
    OptionalDouble medianRight = median(right);
    return new ScoreSummary(
        medianRight, median(wrong), median(nonLandmark), shareBelow(nonLandmark, medianRight));
  }

  private static double[] sorted(List<Query> queries, Predicate<Query> kind) {
    return queries.stream().filter(kind).mapToDouble(Query::logScore).sorted().toArray();
  }

  /** The middle one, of an even number the lower: a mean with minus infinity would say nothing. */
  private static OptionalDouble median(double[] sorted) {
    return sorted.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(sorted[(sorted.length - 1) / 2]);
  }

  private static OptionalDouble shareBelow(double[] values, OptionalDouble bound) {
    if (values.length == 0 || bound.isEmpty()) {
      return OptionalDouble.empty();
    }
    int below = 0;
    for (double value : values) {
      if (value < bound.getAsDouble()) {
        below++;
      }
    }
    return OptionalDouble.of((double) below / values.length);
  }
}
