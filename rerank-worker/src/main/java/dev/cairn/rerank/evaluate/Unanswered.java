package dev.cairn.rerank.evaluate;

import static java.util.stream.Collectors.groupingBy;

import java.util.Comparator;
import java.util.List;

/**
 * Queries for which no landmark was predicted.
 *
 * @param reason why, such as the abstention of the prediction or the code of the dead letter
 * @param landmarkQueries those that show a landmark, counted as wrong
 * @param nonLandmarkQueries those that show none
 */
public record Unanswered(String reason, int landmarkQueries, int nonLandmarkQueries) {

  /** By reason, the most frequent first. */
  static List<Unanswered> among(List<Query> queries) {
    return queries.stream()
        .filter(query -> query.unanswered().isPresent())
        .collect(groupingBy(query -> query.unanswered().orElseThrow()))
        .entrySet()
        .stream()
        .map(reason -> of(reason.getKey(), reason.getValue()))
        .sorted(
            Comparator.comparingInt(Unanswered::queries)
                .reversed()
                .thenComparing(Unanswered::reason))
        .toList();
  }

  private static Unanswered of(String reason, List<Query> queries) {
    int landmarks = (int) queries.stream().filter(Query::showsLandmark).count();
    return new Unanswered(reason, landmarks, queries.size() - landmarks);
  }

  public int queries() {
    return landmarkQueries + nonLandmarkQueries;
  }
}
