package dev.cairn.rerank.screen;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * How much of eight bits a query may use. Processors without a proper instruction add pairs of
 * products in 16 bits and cut off what is too large; half the range never gets there.
 */
final class EightBits {
  /** Largest code of a query's component. */
  static final int LEVELS = isExact(127) ? 127 : 63;

  private static final int COMPONENTS = 256;
  private static final int LARGEST_ROW_CODE = 127;

  private EightBits() {}

  private static boolean isExact(int levels) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment row = arena.allocate(COMPONENTS);
      MemorySegment query = arena.allocate(COMPONENTS);
      MemorySegment product = arena.allocate(ValueLayout.JAVA_FLOAT);
      row.fill((byte) (Codes.ZERO + LARGEST_ROW_CODE));
      query.fill((byte) levels);
      MatrixProducts.shared().ofCodes(row, query, COMPONENTS, product);
      return product.get(ValueLayout.JAVA_FLOAT, 0)
          == (float) COMPONENTS * LARGEST_ROW_CODE * levels;
    }
  }
}
