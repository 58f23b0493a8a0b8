package dev.cairn.rerank.evaluate;

import dev.cairn.rerank.evaluate.EvaluationReport.Scores;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/** How right, wrong and non-landmark queries score. */
final class ScoreSummary {

  private ScoreSummary() {}

  static Scores of(List<Query> queries) {
    double[] right = sorted(queries, Query::isRight);
    double[] wrong = sorted(queries, query -> query.showsLandmark() && !query.isRight());
    double[] nonLandmark = sorted(queries, query -> !query.showsLandmark());
    OptionalDouble medianRight = median(right);
    return new Scores(
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
