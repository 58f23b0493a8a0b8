package dev.cairn.rerank.product;

/**
 * Queries packed for {@link RowProducts}: in panels of {@link RowProducts#LANES} queries, and in a
 * panel component by component, so that a vector lane is a query.
 *
 * @param count of queries
 * @param dimension of each
 * @param panels {@code [panels][dimension][LANES]}, zero beyond the last query
 */
public record QueryBatch(int count, int dimension, float[] panels) {

  /** Packs a copy. All queries have the same dimension. */
  public static QueryBatch of(float[][] queries) {
    int lanes = RowProducts.LANES;
    int dimension = queries[0].length;
    int stride = Math.ceilDiv(queries.length, lanes) * lanes;
    float[] panels = new float[Math.multiplyExact(stride, dimension)];
    for (int query = 0; query < queries.length; query++) {
      int start = query / lanes * lanes * dimension + query % lanes;
      for (int i = 0; i < dimension; i++) {
        panels[start + i * lanes] = queries[query][i];
      }
    }
    return new QueryBatch(queries.length, dimension, panels);
  }

  /** Number of queries, rounded up to whole panels. */
  int stride() {
    return panels.length / dimension;
  }
}
