package dev.cairn.rerank.evaluate;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Queries of one landmark.
 *
 * @param queries at least 1
 * @param right how many are right
 * @param confusion what it is most often taken for, of equally many the most confident
 */
public record LandmarkResult(
    String landmarkId, int queries, int right, Optional<Confusion> confusion) {

  public double accuracy() {
    return (double) right / queries;
  }

  public int wrong() {
    return queries - right;
  }

  /**
   * By landmark id.
   *
   * @param confusions the most confident first
   */
  static List<LandmarkResult> of(List<Query> queries, List<Confusion> confusions) {
    Map<String, List<Confusion>> confusionsOf =
        confusions.stream().collect(groupingBy(Confusion::landmarkId));
    Map<String, List<Query>> queriesOf =
        queries.stream()
            .filter(Query::showsLandmark)
            .collect(
                groupingBy(
                    query -> query.truth().landmarkId().orElseThrow(), TreeMap::new, toList()));
    return queriesOf.entrySet().stream()
        .map(landmark ->
            of(
                landmark.getKey(),
                landmark.getValue(),
                confusionsOf.getOrDefault(landmark.getKey(), List.of())))
        .toList();
  }

  private static LandmarkResult of(
      String landmarkId, List<Query> queries, List<Confusion> confusions) {
    return new LandmarkResult(
        landmarkId,
        queries.size(),
        (int) queries.stream().filter(Query::isRight).count(),
        confusions.stream().min(Comparator.comparingInt(Confusion::count).reversed()));
  }
}
