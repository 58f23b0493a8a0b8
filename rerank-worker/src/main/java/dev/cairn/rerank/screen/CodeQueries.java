package dev.cairn.rerank.screen;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Queries in eight bits a component, for rows of {@link Codes}. */
public final class CodeQueries implements ScreenQueries {
  private final int count;
  private final int dimension;
  private final MemorySegment transposed;
  private final float[] scales;
  private final float[] residuals;

  /**
   * @param queries L2-normalised, {@code [queries][dimension]}, not empty
   */
  public CodeQueries(float[][] queries) {
    count = queries.length;
    dimension = queries[0].length;
    // Zeros meet the trailers of the rows.
    transposed = Arena.ofAuto().allocate((long) count * rowBytes());
    scales = new float[count];
    residuals = new float[count];
    byte[] codes = new byte[count * dimension];
    for (int query = 0; query < count; query++) {
      encode(queries[query], codes, query);
    }
    MemorySegment.copy(codes, 0, transposed, ValueLayout.JAVA_BYTE, 0, codes.length);
  }

  private void encode(float[] query, byte[] codes, int at) {
    float scale = Codes.scale(query, EightBits.LEVELS);
    double squares = 0;
    for (int i = 0; i < dimension; i++) {
      int code = Math.round(query[i] / scale);
      codes[i * count + at] = (byte) code;
      double rest = query[i] - (double) code * scale;
      squares += rest * rest;
    }
    scales[at] = scale;
    residuals[at] = Codes.up(Math.sqrt(squares));
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public int rowBytes() {
    return dimension + Codes.TRAILER;
  }

  @Override
  public void multiply(MemorySegment rows, MemorySegment products) {
    MatrixProducts.shared().ofCodes(rows, transposed, rowBytes(), products);
  }

  @Override
  public float scale(int query) {
    return scales[query];
  }

  @Override
  public float residual(int query) {
    return residuals[query];
  }

  @Override
  public float rowScale(MemorySegment rows, int row) {
    return Codes.scale(rows, row, dimension);
  }

  @Override
  public float rowResidual(MemorySegment rows, int row) {
    return Codes.residual(rows, row, dimension);
  }

  @Override
  public float rounding() {
    return ScreenQueries.roundingOfProduct(dimension);
  }
}
