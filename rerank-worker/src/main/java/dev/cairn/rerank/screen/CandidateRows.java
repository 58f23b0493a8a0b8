package dev.cairn.rerank.screen;

import dev.cairn.rerank.product.BestRows;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.util.NumericUtils;

/**
 * The rows that may be among the nearest of one query: each of the others has {@code count} rows
 * that are nearer beyond doubt. Not safe for use by several threads.
 */
public final class CandidateRows {
  private final int count;
  private final float least;
  private final BestRows floors;
  private int[] rows = new int[32];
  private float[] ceilings = new float[32];
  private int size;

  /**
   * @param count of nearest rows wanted, at least 1
   */
  public CandidateRows(int count) {
    this(count, Float.NEGATIVE_INFINITY);
  }

  /**
   * @param least what a row must be able to reach, because rows elsewhere do
   */
  CandidateRows(int count, float least) {
    this.count = count;
    this.least = least;
    this.floors = new BestRows(count);
  }

  /**
   * Adds a row unless it is out of the question.
   *
   * @param floor the least that its product can be
   * @param ceiling the most that its product can be
   */
  public void offer(int row, float floor, float ceiling) {
    if (ceiling >= floor()) {
      floors.offer(row, floor);
      add(row, ceiling);
    }
  }

  /** What a row must be able to reach. */
  public float floor() {
    return floors.size() < count ? least : Math.max(least, floors.value(count - 1));
  }

  /** Adds the candidates among other rows. */
  public void addAll(CandidateRows other) {
    floors.offerAll(other.floors);
    float floor = floor();
    for (int i = 0; i < other.size; i++) {
      if (other.ceilings[i] >= floor) {
        add(other.rows[i], other.ceilings[i]);
      }
    }
  }

  /** What a row must be able to reach among the rows of several parts. */
  public static float floor(List<CandidateRows> parts) {
    CandidateRows all = new CandidateRows(parts.getFirst().count);
    parts.forEach(part -> all.floors.offerAll(part.floors));
    return all.floor();
  }

  /** The candidates, ascending. */
  public int[] rows() {
    return Arrays.stream(likeliestFirst(floor()).rows()).sorted().toArray();
  }

  /**
   * Rows with the most that their products can be.
   *
   * @param ceilings descending
   */
  record Ranked(int[] rows, float[] ceilings) {}

  /** Those that can reach a floor. */
  Ranked likeliestFirst(float floor) {
    long[] order = new long[size];
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (ceilings[i] >= floor) {
        order[kept++] = (long) ~NumericUtils.floatToSortableInt(ceilings[i]) << Integer.SIZE | i;
      }
    }
    Arrays.sort(order, 0, kept);
    Ranked ranked = new Ranked(new int[kept], new float[kept]);
    for (int rank = 0; rank < kept; rank++) {
      ranked.rows[rank] = rows[(int) order[rank]];
      ranked.ceilings[rank] = ceilings[(int) order[rank]];
    }
    return ranked;
  }

  private void add(int row, float ceiling) {
    if (size == rows.length) {
      rows = Arrays.copyOf(rows, 2 * size);
      ceilings = Arrays.copyOf(ceilings, 2 * size);
    }
    rows[size] = row;
    ceilings[size++] = ceiling;
  }
}
