package dev.cairn.rerank.opensearch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.schemas.avro.Neighbour;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.opensearch.client.opensearch.core.search.Hit;

/**
 * Rows that may be the nearest of a query.
 *
 * @param rows highest cosine first, equal ones by image id
 * @param others no other row's cosine is higher than this
 */
record Candidates(List<Neighbour> rows, double others) {
  private static final double FLOAT_ROUNDING = 0x1p-24;

  private static final Comparator<Neighbour> NEAREST_FIRST =
      Comparator.comparingDouble(Neighbour::getCosine)
          .reversed()
          .thenComparing(row -> row.getImageId().getBytes(UTF_8), Arrays::compareUnsigned);

  /**
   * Multiplies rows that the cluster has found once more, as its sums have another order.
   *
   * @param hits highest score first
   * @param complete true when there are no other rows
   */
  static Candidates of(float[] query, List<Hit<RowSource>> hits, boolean complete) {
    List<Neighbour> rows =
        hits.stream().map(hit -> neighbour(hit.source(), query)).sorted(NEAREST_FIRST).toList();
    double others =
        complete ? Double.NEGATIVE_INFINITY : product(hits.getLast().score()) + error(query.length);
    return new Candidates(rows, others);
  }

  /** True when the nearest so many rows are among these beyond doubt. */
  boolean decide(int count) {
    return others == Double.NEGATIVE_INFINITY || rows.get(count - 1).getCosine() > others;
  }

  List<Neighbour> nearest(int count) {
    return rows.subList(0, Math.min(count, rows.size()));
  }

  private static Neighbour neighbour(RowSource row, float[] query) {
    float cosine = 0;
    for (int i = 0; i < query.length; i++) {
      cosine = Math.fma(row.vector()[i], query[i], cosine);
    }
    return new Neighbour(row.image(), row.landmark(), (double) cosine, row.blobRef());
  }

  /** The inner product that the k-NN plugin has made a positive score of. */
  static double product(double score) {
    return score >= 1 ? score - 1 : 1 - 1 / score;
  }

  /**
   * How far two float32 sums of the products of unit vectors can be apart, by their order, and by
   * the rounding of the score.
   */
  static double error(int dimension) {
    return (2.02 * dimension + 8) * FLOAT_ROUNDING;
  }
}
