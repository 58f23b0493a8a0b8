package dev.cairn.rerank.product;

import java.lang.foreign.MemorySegment;

/**
 * Rows of little-endian float32 components in memory, at any alignment.
 *
 * @param data where they lie
 * @param start of the first row's first component, in bytes
 * @param rowBytes from the start of a row to that of the next: more than the components take where
 *     only some of them are meant
 */
public record RowMatrix(MemorySegment data, long start, long rowBytes) {

  /** Whole rows, one after another. */
  public static RowMatrix of(MemorySegment data, int dimension) {
    return new RowMatrix(data, 0, (long) dimension * Float.BYTES);
  }

  /** The same rows, of which the components from {@code first} on are meant. */
  public RowMatrix from(int first) {
    return new RowMatrix(data, start + (long) first * Float.BYTES, rowBytes);
  }

  long row(long row) {
    return start + row * rowBytes;
  }
}
