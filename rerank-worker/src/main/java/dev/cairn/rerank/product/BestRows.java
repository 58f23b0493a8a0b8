package dev.cairn.rerank.product;

/**
 * The rows with the highest values among those offered, best first. Of equal values the one offered
 * first is better. Not safe for use by several threads.
 */
public final class BestRows {
  private final float[] values;
  private final int[] rows;
  private int size;

  /**
   * @param capacity how many rows to keep, at least 1
   */
  public BestRows(int capacity) {
    values = new float[capacity];
    rows = new int[capacity];
  }

  public void offer(int row, float value) {
    if (size == values.length && value <= values[size - 1]) {
      return;
    }
    int at = size < values.length ? size++ : size - 1;
    for (; at > 0 && values[at - 1] < value; at--) {
      values[at] = values[at - 1];
      rows[at] = rows[at - 1];
    }
    values[at] = value;
    rows[at] = row;
  }

  /** Offers all rows of another. */
  public void offerAll(BestRows other) {
    for (int i = 0; i < other.size; i++) {
      offer(other.rows[i], other.values[i]);
    }
  }

  /** How many rows are kept. */
  public int size() {
    return size;
  }

  /** The row at a rank, 0 is the best. */
  public int row(int rank) {
    return rows[rank];
  }

  public float value(int rank) {
    return values[rank];
  }
}
