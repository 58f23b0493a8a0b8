package dev.cairn.rerank.gallery;

import dev.cairn.rerank.product.BestRows;
import dev.cairn.rerank.product.QueryBatch;
import dev.cairn.rerank.product.RowMatrix;
import dev.cairn.rerank.product.RowProducts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.lucene.codecs.lucene95.HasIndexSlice;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.store.MemorySegmentAccessInput;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.FixedBitSet;

/** The rows of one ensemble in one segment of the index, by ordinal, in the order of image ids. */
final class GallerySegment {
  /** Rows that one thread scans at a time. */
  private static final int CHUNK_ROWS = 4096;

  private final LeafReader leaf;
  private final FloatVectorValues vectors;
  private final MemorySegment mapped;

  /**
   * @param vectors of the leaf, its rows of one ensemble
   */
  GallerySegment(LeafReader leaf, FloatVectorValues vectors) throws IOException {
    this.leaf = leaf;
    this.vectors = vectors;
    this.mapped = map(vectors);
  }

  LeafReader leaf() {
    return leaf;
  }

  /** Dead ones included. */
  int rows() {
    return vectors.size();
  }

  int dimension() {
    return vectors.dimension();
  }

  /** The document of a row. */
  int document(int ordinal) {
    return vectors.ordToDoc(ordinal);
  }

  /** Tells by its ordinal whether a row is live. For one thread. */
  IntPredicate live() {
    try {
      Bits live = leaf.getLiveDocs();
      FloatVectorValues values = vectors.copy();
      return ordinal -> live == null || live.get(values.ordToDoc(ordinal));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Hands over the live rows' vectors, in order; each is overwritten by the next. */
  void forEachLive(Consumer<float[]> consumer) throws IOException {
    FloatVectorValues values = vectors.copy();
    IntPredicate live = live();
    for (int ordinal = 0; ordinal < values.size(); ordinal++) {
      if (live.test(ordinal)) {
        consumer.accept(values.vectorValue(ordinal));
      }
    }
  }

  /**
   * Multiplies a part of every vector of some rows with queries, on the calling thread.
   *
   * @param from first row
   * @param start first component of the part, which is as long as the queries
   * @param consumer told rows by their ordinals
   */
  void multiply(
      int from, int rows, int start, QueryBatch queries, RowProducts.BlockConsumer consumer) {
    try {
      RowMatrix matrix = RowMatrix.of(matrix(vectors.copy(), from, rows), dimension());
      RowProducts.scan(
          matrix.from(start),
          0,
          rows,
          queries,
          (first, count, products, stride) ->
              consumer.accept(from + first, count, products, stride));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The best live rows for each query, of equal ones the lower ordinal. Uses all processors. */
  BestRows[] scan(QueryBatch queries, int count) {
    List<BestRows[]> chunks =
        IntStream.range(0, Math.ceilDiv(vectors.size(), CHUNK_ROWS))
            .parallel()
            .mapToObj(chunk -> scanChunk(chunk * CHUNK_ROWS, queries, count))
            .toList();
    BestRows[] best = chunks.getFirst();
    for (BestRows[] chunk : chunks.subList(1, chunks.size())) {
      for (int query = 0; query < best.length; query++) {
        best[query].offerAll(chunk[query]);
      }
    }
    return best;
  }

  private BestRows[] scanChunk(int from, QueryBatch queries, int count) {
    try {
      FloatVectorValues values = vectors.copy();
      Bits live = leaf.getLiveDocs();
      BestRows[] best =
          Stream.generate(() -> new BestRows(count))
              .limit(queries.count())
              .toArray(BestRows[]::new);
      int rowsInChunk = Math.min(CHUNK_ROWS, values.size() - from);
      RowProducts.scan(
          RowMatrix.of(matrix(values, from, rowsInChunk), dimension()),
          0,
          rowsInChunk,
          queries,
          (first, rows, products, stride) -> {
            for (int row = 0; row < rows; row++) {
              int ordinal = from + (int) first + row;
              if (live == null || live.get(values.ordToDoc(ordinal))) {
                for (int query = 0; query < best.length; query++) {
                  best[query].offer(ordinal, products[row * stride + query]);
                }
              }
            }
          });
      return best;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Counts the live rows and adds their landmarks. */
  long count(Set<String> landmarks) throws IOException {
    SortedDocValues values = DocValues.getSorted(leaf, RowDocument.LANDMARK);
    FixedBitSet seen = new FixedBitSet(Math.max(1, values.getValueCount()));
    Bits live = leaf.getLiveDocs();
    long rows = 0;
    for (int ordinal = 0; ordinal < vectors.size(); ordinal++) {
      int document = vectors.ordToDoc(ordinal);
      if ((live == null || live.get(document)) && values.advanceExact(document)) {
        rows++;
        if (!seen.getAndSet(values.ordValue())) {
          landmarks.add(values.lookupOrd(values.ordValue()).utf8ToString());
        }
      }
    }
    return rows;
  }

  private MemorySegment matrix(FloatVectorValues values, int from, int rows) throws IOException {
    long rowBytes = (long) dimension() * Float.BYTES;
    if (mapped != null) {
      return mapped.asSlice(from * rowBytes, rows * rowBytes);
    }
    float[] copy = new float[rows * dimension()];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(values.vectorValue(from + row), 0, copy, row * dimension(), dimension());
    }
    return MemorySegment.ofArray(copy);
  }

  /** The vectors as they lie in the mapped file; null when the directory does not map files. */
  private static MemorySegment map(FloatVectorValues vectors) throws IOException {
    long bytes = (long) vectors.size() * vectors.getVectorByteLength();
    return vectors instanceof HasIndexSlice sliced
            && sliced.getSlice() instanceof MemorySegmentAccessInput input
        ? input.segmentSliceOrNull(0, bytes)
        : null;
  }
}
