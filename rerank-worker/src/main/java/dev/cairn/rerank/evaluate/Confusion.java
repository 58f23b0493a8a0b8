package dev.cairn.rerank.evaluate;

import static java.util.stream.Collectors.groupingBy;

import java.util.Comparator;
import java.util.List;

/**
 * A landmark that is taken for another one.
 *
 * @param count how often
 * @param worst the query that scored highest, of equal scores the first of the truth
 */
public record Confusion(String landmarkId, String predictedId, int count, Query worst) {
  private record Pair(String landmarkId, String predictedId) {}

  /** All confusions, the most confident first, then by landmark ids. */
  static List<Confusion> among(List<Query> queries) {
    return queries.stream()
        .filter(Query::isConfused)
        .collect(
            groupingBy(query ->
                new Pair(
                    query.truth().landmarkId().orElseThrow(), query.predicted().orElseThrow())))
        .entrySet()
        .stream()
        .map(pair -> of(pair.getKey(), pair.getValue()))
        .sorted(
            Comparator.comparingDouble((Confusion confusion) -> confusion.worst.descending())
                .thenComparing(Confusion::landmarkId)
                .thenComparing(Confusion::predictedId))
        .toList();
  }

  private static Confusion of(Pair pair, List<Query> queries) {
    Query worst = queries.stream().min(Comparator.comparingDouble(Query::descending)).orElseThrow();
    return new Confusion(pair.landmarkId, pair.predictedId, queries.size(), worst);
  }
}
