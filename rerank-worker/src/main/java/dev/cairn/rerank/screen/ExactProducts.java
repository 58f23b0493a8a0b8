package dev.cairn.rerank.screen;

import dev.cairn.rerank.product.BestRows;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.function.IntFunction;

/**
 * Exact products of one query with a few rows that lie apart. Each is one chain of fused
 * multiply-adds in the order of the components, and so has the bits that {@link
 * dev.cairn.rerank.product.RowProducts} gives it. Not safe for use by several threads.
 */
public final class ExactProducts {
  /** Rows at a time: so many chains hide the latency of an addition. */
  static final int CHAINS = 4;

  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final float[] query;
  private final float[][] block;
  private final float[] products = new float[CHAINS];

  public ExactProducts(float[] query) {
    this.query = query;
    this.block = new float[CHAINS][query.length];
  }

  /**
   * The best of some rows, of equal ones the first.
   *
   * @param rows the components of a row by its number
   * @param numbers ascending
   */
  public BestRows best(IntFunction<MemorySegment> rows, int[] numbers, int count) {
    BestRows best = new BestRows(count);
    for (int from = 0; from < numbers.length; from += CHAINS) {
      int size = Math.min(CHAINS, numbers.length - from);
      float[] values = multiply(rows, numbers, from, size);
      for (int i = 0; i < size; i++) {
        best.offer(numbers[from + i], values[i]);
      }
    }
    return best;
  }

  /**
   * Multiplies at most {@link #CHAINS} rows.
   *
   * @return the products, which the next call overwrites
   */
  float[] multiply(IntFunction<MemorySegment> rows, int[] numbers, int from, int size) {
    for (int i = 0; i < size; i++) {
      MemorySegment row = rows.apply(numbers[from + i]);
      MemorySegment.copy(row, FLOAT, 0, block[i], 0, query.length);
    }
    float[] first = block[0];
    float[] second = block[1];
    float[] third = block[2];
    float[] fourth = block[3];
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    for (int i = 0; i < query.length; i++) {
      float component = query[i];
      a = Math.fma(first[i], component, a);
      b = Math.fma(second[i], component, b);
      c = Math.fma(third[i], component, c);
      d = Math.fma(fourth[i], component, d);
    }
    products[0] = a;
    products[1] = b;
    products[2] = c;
    products[3] = d;
    return products;
  }
}
