package dev.cairn.rerank.screen;

import java.lang.foreign.MemorySegment;

/**
 * A batch of queries for the quick look. The product of row {@code r} and query {@code q} is {@code
 * rowScale(r) * scale(q) * p}, {@code p} being what {@link #multiply} gives, and no further off
 * than {@link #rounding} and what both residuals allow. Safe for use by several threads.
 */
public sealed interface ScreenQueries permits FloatQueries, CodeQueries {

  /** How many. */
  int count();

  /** Bytes from one row to the next. */
  int rowBytes();

  /**
   * Multiplies rows with all queries, on the calling thread.
   *
   * @param rows whole ones, in native memory
   * @param products float32 {@code [rows][queries]}, in native memory, overwritten
   */
  void multiply(MemorySegment rows, MemorySegment products);

  float scale(int query);

  /** Length of what the query's approximation leaves out. */
  float residual(int query);

  float rowScale(MemorySegment rows, int row);

  /** Length of what the row's approximation leaves out. */
  float rowResidual(MemorySegment rows, int row);

  /** What the arithmetic itself may be off, of this product and of the exact one together. */
  float rounding();

  /**
   * Most that a float32 product of vectors of length one is off, whatever the order of its
   * additions (Higham, "Accuracy and Stability of Numerical Algorithms", section 3.1), with room
   * for the few operations around it.
   */
  static float roundingOfProduct(int dimension) {
    return (dimension + 32) * 0x1p-24f;
  }
}
