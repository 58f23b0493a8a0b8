package dev.cairn.train.archive;

import java.util.Arrays;

/**
 * Numbers by {@link PhotoId}: a hash table with open addressing that takes 18 bytes an id, where a
 * {@code HashMap} takes about 80.
 */
public final class IdMap {
  /** What {@link #get} answers for an unknown id. */
  public static final int NONE = -1;

  /** 2^64 divided by the golden ratio: spreads ids that share digits (Knuth, TAOCP 3, 6.4). */
  private static final long SPREAD = 0x9e3779b97f4a7c15L;

  private final long[] ids;
  private final int[] numbers;

  /**
   * @param capacity how many ids can be put
   */
  public IdMap(int capacity) {
    int slots = Math.addExact(capacity, capacity / 2 + 1);
    ids = new long[slots];
    numbers = new int[slots];
    Arrays.fill(numbers, NONE);
  }

  /**
   * @param number from 0
   * @return false, and nothing changes, when the id is known already
   */
  public boolean put(long id, int number) {
    int slot = slot(id);
    if (numbers[slot] != NONE) {
      return false;
    }
    ids[slot] = id;
    numbers[slot] = number;
    return true;
  }

  public int get(long id) {
    return numbers[slot(id)];
  }

  /** The slot of the id, or the free one where it belongs. */
  private int slot(long id) {
    int slot = (int) Math.unsignedMultiplyHigh(id * SPREAD, ids.length);
    while (numbers[slot] != NONE && ids[slot] != id) {
      slot = slot + 1 == ids.length ? 0 : slot + 1;
    }
    return slot;
  }
}
