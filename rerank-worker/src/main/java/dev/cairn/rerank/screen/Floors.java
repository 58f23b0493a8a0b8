package dev.cairn.rerank.screen;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * What the product of a row must be able to reach to be among the nearest of each query, as far as
 * any thread has found out. Safe for use by several threads.
 */
public final class Floors {
  private final AtomicIntegerArray bits;

  /** Nothing is known yet. */
  public Floors(int queries) {
    bits = new AtomicIntegerArray(queries);
    for (int query = 0; query < queries; query++) {
      bits.set(query, Float.floatToRawIntBits(Float.NEGATIVE_INFINITY));
    }
  }

  float of(int query) {
    return Float.intBitsToFloat(bits.get(query));
  }

  /** Says that as many rows as are wanted reach {@code floor} for sure. */
  void raise(int query, float floor) {
    bits.accumulateAndGet(
        query,
        Float.floatToRawIntBits(floor),
        (a, b) -> Float.intBitsToFloat(a) < Float.intBitsToFloat(b) ? b : a);
  }
}
