package dev.cairn.rerank.screen;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Queries for float32 rows: nothing is left out, only the rounding differs. */
public final class FloatQueries implements ScreenQueries {
  private final int count;
  private final int dimension;
  private final MemorySegment transposed;

  /**
   * @param queries L2-normalised, {@code [queries][dimension]}, not empty
   */
  public FloatQueries(float[][] queries) {
    count = queries.length;
    dimension = queries[0].length;
    transposed =
        Arena.ofAuto()
            .allocate(
                (long) count * dimension * Float.BYTES, ValueLayout.JAVA_FLOAT.byteAlignment());
    for (int query = 0; query < count; query++) {
      for (int i = 0; i < dimension; i++) {
        transposed.setAtIndex(ValueLayout.JAVA_FLOAT, (long) i * count + query, queries[query][i]);
      }
    }
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public int rowBytes() {
    return dimension * Float.BYTES;
  }

  @Override
  public void multiply(MemorySegment rows, MemorySegment products) {
    MatrixProducts.shared().ofFloats(rows, transposed, dimension, products);
  }

  @Override
  public float scale(int query) {
    return 1;
  }

  @Override
  public float residual(int query) {
    return 0;
  }

  @Override
  public float rowScale(MemorySegment rows, int row) {
    return 1;
  }

  @Override
  public float rowResidual(MemorySegment rows, int row) {
    return 0;
  }

  @Override
  public float rounding() {
    return 2 * ScreenQueries.roundingOfProduct(dimension);
  }
}
