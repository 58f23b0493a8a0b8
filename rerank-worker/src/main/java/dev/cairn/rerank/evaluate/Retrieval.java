package dev.cairn.rerank.evaluate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToIntFunction;

/**
 * How well neighbours rank: mAP@100, the metric of the Google Landmark Retrieval challenges. The
 * average precision of a query is the sum of the precisions down to each neighbour of its landmark
 * among the first 100, divided by the number of gallery images of the landmark, 100 at most.
 *
 * <p>Ranks that a prediction does not tell count as misses, so with few neighbours for landmarks of
 * many images even a perfect search stays far below 1. {@code reachable} says how far.
 *
 * @param queries those that show a landmark of the gallery; one without a prediction has 0
 * @param outsideGallery queries that show a landmark of which the gallery has no image, left out
 * @param map empty without queries
 * @param reachable what it would be if all neighbours that are told were of the right landmark
 * @param fewest neighbours that a prediction of the queries tells
 * @param most the same, at most 100
 * @param averagePrecision by query id
 */
public record Retrieval(
    int queries,
    int outsideGallery,
    OptionalDouble map,
    OptionalDouble reachable,
    int fewest,
    int most,
    Map<String, Double> averagePrecision) {
  /** The last rank that counts. */
  public static final int DEPTH = 100;

  /**
   * @param neighbours by query id, the landmarks of the neighbours, nearest first
   * @param images how many gallery images show a landmark
   */
  public static Retrieval of(
      List<Query> queries, Map<String, List<String>> neighbours, ToIntFunction<String> images) {
    Map<String, Double> precisions = new LinkedHashMap<>();
    int outside = 0;
    double reachable = 0;
    int fewest = DEPTH;
    int most = 0;
    for (Query query : queries.stream().filter(Query::showsLandmark).toList()) {
      String landmarkId = query.truth().landmarkId().orElseThrow();
      Optional<List<String>> told = Optional.ofNullable(neighbours.get(query.id()));
      Ranking ranking = new Ranking(landmarkId, told.orElse(List.of()));
      int relevant = Math.min(DEPTH, Math.max(images.applyAsInt(landmarkId), ranking.hits()));
      if (relevant == 0) {
        outside++;
        continue;
      }
      precisions.put(query.id(), ranking.precisions() / relevant);
      reachable += Math.min(1, (double) ranking.depth() / relevant);
      if (told.isPresent()) {
        fewest = Math.min(fewest, ranking.depth());
        most = Math.max(most, ranking.depth());
      }
    }
    int counted = precisions.size();
    return new Retrieval(
        counted,
        outside,
        precisions.values().stream().mapToDouble(Double::doubleValue).average(),
        counted == 0 ? OptionalDouble.empty() : OptionalDouble.of(reachable / counted),
        Math.min(fewest, most),
        most,
        precisions);
  }

  /** The neighbours of a query that count. */
  private record Ranking(String landmarkId, List<String> neighbours) {
    Ranking {
      neighbours = neighbours.subList(0, Math.min(DEPTH, neighbours.size()));
    }

    int depth() {
      return neighbours.size();
    }

    /** A gallery that has lost images since may have fewer of the landmark than were found. */
    int hits() {
      return (int) neighbours.stream().filter(landmarkId::equals).count();
    }

    /** The sum of the precisions at the neighbours that show the landmark. */
    double precisions() {
      double sum = 0;
      int found = 0;
      for (int rank = 1; rank <= neighbours.size(); rank++) {
        if (neighbours.get(rank - 1).equals(landmarkId)) {
          sum += (double) ++found / rank;
        }
      }
      return sum;
    }
  }
}
