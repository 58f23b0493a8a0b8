package dev.cairn.rerank.screen;

import dev.cairn.rerank.product.BestRows;
import dev.cairn.rerank.product.QueryBatch;
import dev.cairn.rerank.product.RowMatrix;
import dev.cairn.rerank.product.RowProducts;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Exact products of a few rows that lie apart. */
public final class ExactProducts {
  /** Rows that are gathered at a time. */
  private static final int BLOCK = 64;

  /** Copies a row. */
  public interface Rows {
    void copy(int row, MemorySegment to);
  }

  private ExactProducts() {}

  /**
   * The best of some rows for one query, of equal ones the first. The values have the same bits as
   * in a product of all rows.
   *
   * @param candidates ascending
   */
  public static BestRows best(Rows rows, int[] candidates, float[] query, int count) {
    BestRows best = new BestRows(count);
    QueryBatch batch = QueryBatch.of(new float[][] {query});
    long rowBytes = (long) query.length * Float.BYTES;
    try (Arena arena = Arena.ofConfined()) {
      int most = Math.min(BLOCK, candidates.length);
      MemorySegment block = arena.allocate(Math.max(1, most * rowBytes), Float.BYTES);
      for (int from = 0; from < candidates.length; from += BLOCK) {
        int size = Math.min(BLOCK, candidates.length - from);
        for (int i = 0; i < size; i++) {
          rows.copy(candidates[from + i], block.asSlice(i * rowBytes, rowBytes));
        }
        int start = from;
        RowProducts.scan(
            RowMatrix.of(block, query.length),
            0,
            size,
            batch,
            (first, count2, products, stride) -> {
              for (int i = 0; i < count2; i++) {
                best.offer(candidates[start + (int) first + i], products[i * stride]);
              }
            });
      }
    }
    return best;
  }
}
