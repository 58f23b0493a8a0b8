package dev.cairn.rerank.gallery;

import dev.cairn.rerank.product.BestRows;
import dev.cairn.rerank.product.QueryBatch;
import dev.cairn.rerank.product.RowMatrix;
import dev.cairn.rerank.product.RowProducts;
import dev.cairn.rerank.screen.CandidateRows;
import dev.cairn.rerank.screen.ExactProducts;
import dev.cairn.rerank.screen.Floors;
import dev.cairn.rerank.screen.ScreenQueries;
import dev.cairn.rerank.screen.Screening;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.lucene.index.ByteVectorValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.AcceptDocs;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.FixedBitSet;

/** The rows of one ensemble in one segment of the index, by ordinal, in the order of image ids. */
final class GallerySegment {
  /** So much of a segment is looked at at a time: enough for one product, few enough to share. */
  private static final int CHUNK_COMPONENTS = 1 << 22;

  private static final int LEAST_CHUNK_ROWS = 512;
  private static final int MOST_CHUNK_ROWS = 4096;

  private final LeafReader leaf;
  private final String field;
  private final VectorRows vectors;
  private final Optional<VectorRows> codes;

  private GallerySegment(
      LeafReader leaf, String field, VectorRows vectors, Optional<VectorRows> codes) {
    this.leaf = leaf;
    this.field = field;
    this.vectors = vectors;
    this.codes = codes;
  }

  /** Empty when the segment has no row in the field. */
  static Optional<GallerySegment> of(LeafReader leaf, String field) throws IOException {
    FloatVectorValues values = leaf.getFloatVectorValues(field);
    if (values == null || values.size() == 0) {
      return Optional.empty();
    }
    ByteVectorValues codes = leaf.getByteVectorValues(RowDocument.codesField(field));
    // Where every row has codes, both fields number the rows alike.
    boolean coded = codes != null && codes.size() == values.size();
    return Optional.of(
        new GallerySegment(
            leaf,
            field,
            new VectorRows(values),
            coded ? Optional.of(new VectorRows(codes)) : Optional.empty()));
  }

  LeafReader leaf() {
    return leaf;
  }

  /** Dead ones included. */
  int rows() {
    return vectors.count();
  }

  int dimension() {
    return vectors.dimension();
  }

  /** Whether all rows can be looked at in eight bits. */
  boolean hasCodes() {
    return codes.isPresent();
  }

  /** The document of a row. */
  int document(int ordinal) {
    return vectors.document(ordinal);
  }

  /** Tells by its ordinal whether a row is live. For one thread. */
  IntPredicate live() {
    Bits live = leaf.getLiveDocs();
    if (live == null) {
      return _ -> true;
    }
    IntUnaryOperator documents = vectors.documents();
    return ordinal -> live.get(documents.applyAsInt(ordinal));
  }

  /** Hands over the live rows' vectors, in order; each is overwritten by the next. */
  void forEachLive(Consumer<float[]> consumer) {
    float[] vector = new float[dimension()];
    IntPredicate live = live();
    for (int ordinal = 0; ordinal < rows(); ordinal++) {
      if (live.test(ordinal)) {
        vectors.copy(ordinal, vector);
        consumer.accept(vector);
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
    RowMatrix matrix = RowMatrix.of(vectors.rows(from, rows), dimension());
    RowProducts.scan(
        matrix.from(start),
        0,
        rows,
        queries,
        (first, count, products, stride) -> consumer.accept(from + first, count, products, stride));
  }

  /** The best live rows for each query, of equal ones the lower ordinal. Uses all processors. */
  BestRows[] scan(QueryBatch queries, int count) {
    List<BestRows[]> chunks =
        chunks().parallel().mapToObj(from -> scanChunk(from, queries, count)).toList();
    BestRows[] best = chunks.getFirst();
    for (BestRows[] chunk : chunks.subList(1, chunks.size())) {
      for (int query = 0; query < best.length; query++) {
        best[query].offerAll(chunk[query]);
      }
    }
    return best;
  }

  /** First rows of the stretches that one thread looks at at a time. */
  IntStream chunks() {
    return IntStream.range(0, Math.ceilDiv(rows(), chunkRows())).map(chunk -> chunk * chunkRows());
  }

  private int chunkRows() {
    return Math.clamp(CHUNK_COMPONENTS / dimension(), LEAST_CHUNK_ROWS, MOST_CHUNK_ROWS);
  }

  private BestRows[] scanChunk(int from, QueryBatch queries, int count) {
    BestRows[] best =
        Stream.generate(() -> new BestRows(count)).limit(queries.count()).toArray(BestRows[]::new);
    IntPredicate live = live();
    multiply(
        from,
        rowsInChunk(from),
        0,
        queries,
        (first, rows, products, stride) -> {
          for (int row = 0; row < rows; row++) {
            int ordinal = (int) first + row;
            if (live.test(ordinal)) {
              for (int query = 0; query < best.length; query++) {
                best[query].offer(ordinal, products[row * stride + query]);
              }
            }
          }
        });
    return best;
  }

  private int rowsInChunk(int from) {
    return Math.min(chunkRows(), rows() - from);
  }

  /**
   * The live rows of one stretch that may be among the best for each query, on the calling thread.
   *
   * @param from first row, one of {@link #chunks}
   * @param inCodes whether to look at the codes, which the segment must have
   */
  CandidateRows[] screen(
      int from, ScreenQueries queries, boolean inCodes, int count, Floors floors) {
    VectorRows rows = inCodes ? codes.orElseThrow() : vectors;
    return Screening.of(queries, rows.rows(from, rowsInChunk(from)), from, live(), count, floors);
  }

  /**
   * Rows that a search along the graph came to.
   *
   * @param ordinals ascending
   * @param visited rows that were looked at on the way
   */
  record Near(int[] ordinals, long visited) {}

  /** Live rows near a query along the graph; all, where the segment has none. */
  Near near(float[] query, int count) throws IOException {
    AcceptDocs live = AcceptDocs.fromLiveDocs(leaf.getLiveDocs(), leaf.maxDoc());
    TopDocs found = leaf.searchNearestVectors(field, query, count, live, Integer.MAX_VALUE);
    int[] documents = Arrays.stream(found.scoreDocs).mapToInt(hit -> hit.doc).sorted().toArray();
    return new Near(vectors.ordinals(documents), found.totalHits.value());
  }

  /** The best of some rows for one query. */
  BestRows best(int[] ordinals, float[] query, int count) {
    return new ExactProducts(query).best(this::row, ordinals, count);
  }

  /** The components of one row, in native memory, only to be read. */
  MemorySegment row(int ordinal) {
    return vectors.rows(ordinal, 1);
  }

  /** Counts the live rows and adds their landmarks. */
  long count(Set<String> landmarks) throws IOException {
    SortedDocValues values = DocValues.getSorted(leaf, RowDocument.LANDMARK);
    FixedBitSet seen = new FixedBitSet(Math.max(1, values.getValueCount()));
    IntPredicate live = live();
    long rows = 0;
    for (int ordinal = 0; ordinal < rows(); ordinal++) {
      if (live.test(ordinal) && values.advanceExact(document(ordinal))) {
        rows++;
        if (!seen.getAndSet(values.ordValue())) {
          landmarks.add(values.lookupOrd(values.ordValue()).utf8ToString());
        }
      }
    }
    return rows;
  }
}
