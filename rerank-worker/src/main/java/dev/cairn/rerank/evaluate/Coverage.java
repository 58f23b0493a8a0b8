package dev.cairn.rerank.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What happens as the score falls below which no landmark would be told: more queries are answered,
 * and fewer of the answers are right. A landmark told for a query that shows none is not right.
 *
 * @param points by falling threshold, one for each score that occurs: queries of equal scores are
 *     answered together
 */
public record Coverage(List<Point> points) {

  public Coverage {
    points = List.copyOf(points);
  }

  static Coverage of(List<Query> queries) {
    List<Query> ranking =
        queries.stream()
            .filter(query -> query.predicted().isPresent())
            .sorted(Comparator.comparingDouble(Query::descending))
            .toList();
    List<Point> points = new ArrayList<>();
    int right = 0;
    for (int i = 0; i < ranking.size(); i++) {
      right += ranking.get(i).isRight() ? 1 : 0;
      boolean lastOfTie =
          i + 1 == ranking.size() || ranking.get(i + 1).descending() > ranking.get(i).descending();
      if (lastOfTie) {
        points.add(new Point(ranking.get(i).logScore(), i + 1, right, queries.size()));
      }
    }
    return new Coverage(points);
  }

  /** The lowest threshold at which the precision is as high; empty when it is at none. */
  public Optional<Point> atPrecision(double precision) {
    return points.reversed().stream().filter(point -> point.precision() >= precision).findFirst();
  }

  /**
   * A threshold.
   *
   * @param logScore the lowest that is answered
   * @param answered queries that score as high, at least 1
   * @param right how many of them are right
   * @param queries of either kind
   */
  public record Point(double logScore, int answered, int right, int queries) {

    /** Share of the queries that are answered. */
    public double coverage() {
      return (double) answered / queries;
    }

    /** Share of the answers that are right. */
    public double precision() {
      return (double) right / answered;
    }
  }
}
