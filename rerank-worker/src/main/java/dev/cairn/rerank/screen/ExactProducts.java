package dev.cairn.rerank.screen;

import dev.cairn.rerank.product.BestRows;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.function.IntFunction;

/**
 * Exact products of a few rows that lie apart. Each is one chain of fused multiply-adds in the
 * order of the components, and so has the bits that {@link dev.cairn.rerank.product.RowProducts}
 * gives it.
 */
public final class ExactProducts {
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** Chains at a time, to hide the latency of an addition. */
  private static final int CHAINS = 4;

  private ExactProducts() {}

  /**
   * The best of some rows for one query, of equal ones the first.
   *
   * @param rows the components of a row by its number
   * @param candidates ascending
   */
  public static BestRows best(
      IntFunction<MemorySegment> rows, int[] candidates, float[] query, int count) {
    BestRows best = new BestRows(count);
    float[][] block = new float[CHAINS][query.length];
    float[] products = new float[CHAINS];
    for (int from = 0; from < candidates.length; from += CHAINS) {
      int size = Math.min(CHAINS, candidates.length - from);
      for (int i = 0; i < size; i++) {
        MemorySegment row = rows.apply(candidates[from + i]);
        MemorySegment.copy(row, FLOAT, 0, block[i], 0, query.length);
      }
      multiply(block, query, products);
      for (int i = 0; i < size; i++) {
        best.offer(candidates[from + i], products[i]);
      }
    }
    return best;
  }

  private static void multiply(float[][] rows, float[] query, float[] products) {
    float[] first = rows[0];
    float[] second = rows[1];
    float[] third = rows[2];
    float[] fourth = rows[3];
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
  }
}
