package dev.cairn.rerank.gallery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.function.IntUnaryOperator;
import org.apache.lucene.codecs.lucene95.HasIndexSlice;
import org.apache.lucene.index.ByteVectorValues;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.store.MemorySegmentAccessInput;

/**
 * The vectors of one field of a segment, one after another as they lie in its file: where that is
 * mapped into memory, nothing is copied. Safe for use by several threads.
 */
final class VectorRows {
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final KnnVectorValues values;
  private final MemorySegment mapped;

  VectorRows(KnnVectorValues values) throws IOException {
    this.values = values;
    long bytes = (long) values.size() * values.getVectorByteLength();
    this.mapped =
        values instanceof HasIndexSlice sliced
                && sliced.getSlice() instanceof MemorySegmentAccessInput input
            ? input.segmentSliceOrNull(0, bytes)
            : null;
  }

  int count() {
    return values.size();
  }

  /** Components of a row. */
  int dimension() {
    return values.dimension();
  }

  /** The document of a row. */
  int document(int row) {
    return values.ordToDoc(row);
  }

  /** The document of each row. For one thread. */
  IntUnaryOperator documents() {
    try {
      return values.copy()::ordToDoc;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies a row of float32. */
  void copy(int row, float[] to) {
    MemorySegment.copy(rows(row, 1), FLOAT, 0, to, 0, to.length);
  }

  /** The rows of documents that all have one, both ascending. */
  int[] ordinals(int[] documents) throws IOException {
    KnnVectorValues.DocIndexIterator rows = values.copy().iterator();
    int[] ordinals = new int[documents.length];
    for (int i = 0; i < documents.length; i++) {
      rows.advance(documents[i]);
      ordinals[i] = rows.index();
    }
    return ordinals;
  }

  /** Rows in native memory, {@code [count][dimension]}, only to be read. */
  MemorySegment rows(int from, int count) {
    long rowBytes = values.getVectorByteLength();
    if (mapped != null) {
      return mapped.asSlice(from * rowBytes, count * rowBytes);
    }
    try {
      MemorySegment copies = Arena.ofAuto().allocate(count * rowBytes, Float.BYTES);
      KnnVectorValues source = values.copy();
      for (int row = 0; row < count; row++) {
        copy(source, from + row, copies.asSlice(row * rowBytes, rowBytes));
      }
      return copies;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(KnnVectorValues source, int row, MemorySegment to) throws IOException {
    switch (source) {
      case FloatVectorValues floats ->
          MemorySegment.copy(floats.vectorValue(row), 0, to, FLOAT, 0, floats.dimension());
      case ByteVectorValues bytes -> to.copyFrom(MemorySegment.ofArray(bytes.vectorValue(row)));
      default -> throw new IllegalStateException("Vectors of " + source.getClass());
    }
  }
}
