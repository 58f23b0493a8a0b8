package dev.cairn.rerank.screen;

import dev.cairn.rerank.product.BestRows;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Finds the nearest rows of one query among the candidates of the parts of a gallery, by exact
 * products. The likeliest candidates come first, so that what they reach spares most others. Not
 * safe for use by several threads.
 */
public final class Decision {
  private final ExactProducts exact;
  private final int count;
  private final long limit;
  private final float floor;

  /** Of all parts. */
  private final BestRows nearest;

  private long products;

  /**
   * @param candidates of all parts
   * @param count of nearest rows wanted
   * @param limit of products, beyond which another way to find them is cheaper
   */
  public Decision(float[] query, List<CandidateRows> candidates, int count, long limit) {
    this.exact = new ExactProducts(query);
    this.count = count;
    this.limit = limit;
    this.floor = CandidateRows.floor(candidates);
    this.nearest = new BestRows(count);
  }

  /**
   * The rows of a part that are among the nearest of the parts so far, of equal ones the lower
   * numbers. Means nothing once the decision is {@linkplain #tooDear too dear}.
   *
   * @param rows the components of a row by its number
   */
  public BestRows of(IntFunction<MemorySegment> rows, CandidateRows candidates) {
    CandidateRows.Ranked ranked = candidates.likeliestFirst(floor);
    float[] values = new float[ranked.rows().length];
    int done = 0;
    while (done < ranked.rows().length && ranked.ceilings()[done] >= reached() && !tooDear()) {
      int size = Math.min(ExactProducts.CHAINS, ranked.rows().length - done);
      float[] block = exact.multiply(rows, ranked.rows(), done, size);
      for (int i = 0; i < size; i++) {
        values[done + i] = block[i];
        nearest.offer(ranked.rows()[done + i], block[i]);
      }
      done += size;
      products += size;
    }
    return best(ranked.rows(), values, done);
  }

  /** What a row must be able to reach. */
  private float reached() {
    return nearest.size() < count ? floor : Math.max(floor, nearest.value(count - 1));
  }

  private BestRows best(int[] rows, float[] values, int size) {
    long[] byRow = new long[size];
    Arrays.setAll(
        byRow,
        i -> (long) rows[i] << Integer.SIZE | (Float.floatToRawIntBits(values[i]) & 0xFFFFFFFFL));
    Arrays.sort(byRow);
    BestRows best = new BestRows(count);
    for (long row : byRow) {
      best.offer((int) (row >>> Integer.SIZE), Float.intBitsToFloat((int) row));
    }
    return best;
  }

  /** True when the limit is passed. */
  public boolean tooDear() {
    return products > limit;
  }

  /** How many were computed. */
  public long products() {
    return products;
  }
}
