package dev.cairn.rerank.gallery;

import dev.cairn.rerank.product.BestRows;
import dev.cairn.rerank.product.QueryBatch;
import dev.cairn.rerank.product.RowMatrix;
import dev.cairn.rerank.product.RowProducts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.lucene.index.IndexReader;

/**
 * The photographs of no landmark of one ensemble as they were at one moment, on the heap, and what
 * they tell of queries and gallery images. What they tell of a segment's images is computed once:
 * its vectors never change, and other photographs are another set. Safe for use by several threads.
 */
final class NonLandmarkSet {
  /** Gallery rows that one thread multiplies at a time. */
  private static final int CHUNK_ROWS = 1024;

  /** Photographs that are multiplied with a chunk at once. */
  private static final int BLOCK = 128;

  private final long[] version;
  private final MemorySegment rows;
  private final int count;
  private final int dimension;
  private final Map<IndexReader.CacheKey, float[][]> biases =
      Collections.synchronizedMap(new WeakHashMap<>());

  private NonLandmarkSet(long[] version, float[] rows) {
    this.version = version;
    this.rows = MemorySegment.ofArray(rows);
    this.count = version.length;
    this.dimension = count == 0 ? 0 : rows.length / count;
  }

  /**
   * The set in some segments.
   *
   * @param former is given back when it has the same photographs; null for none
   */
  static NonLandmarkSet of(List<GallerySegment> segments, NonLandmarkSet former)
      throws IOException {
    long[] version = RowDocument.fingerprints(segments);
    if (former != null && Arrays.equals(version, former.version)) {
      return former;
    }
    int dimension = segments.isEmpty() ? 0 : segments.getFirst().dimension();
    FloatBuffer rows = FloatBuffer.allocate(Math.multiplyExact(version.length, dimension));
    for (GallerySegment segment : segments) {
      segment.forEachLive(rows::put);
    }
    return new NonLandmarkSet(version, rows.array());
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** Of a joined row; 0 of an empty set. */
  int dimension() {
    return dimension;
  }

  /**
   * Mean of the largest cosines to each query, for one model.
   *
   * @param queries L2-normalised vectors of the model
   */
  double[] distraction(ModelParts parts, int model, float[][] queries) {
    BestRows[] best = bestRows(queries.length, NonLandmarkIndex.NEAREST_TO_QUERY);
    RowProducts.scan(
        RowMatrix.of(rows, dimension).from(parts.start(model)),
        0,
        count,
        QueryBatch.of(queries),
        (first, block, products, stride) -> {
          for (int row = 0; row < block; row++) {
            for (int query = 0; query < best.length; query++) {
              best[query].offer((int) first + row, products[row * stride + query]);
            }
          }
        });
    return Arrays.stream(best).mapToDouble(each -> parts.scale() * mean(each)).toArray();
  }

  /**
   * How near each row of a segment is to these photographs, {@code [models][rows]}; dead rows
   * included.
   *
   * @throws IOException when the segment cannot be read
   */
  float[][] biases(GallerySegment segment, ModelParts parts) throws IOException {
    try {
      return biases.computeIfAbsent(
          segment.leaf().getCoreCacheHelper().getKey(), _ -> computeBiases(segment, parts));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private float[][] computeBiases(GallerySegment segment, ModelParts parts) {
    float[][] computed = new float[parts.models()][segment.rows()];
    for (int model = 0; !isEmpty() && model < computed.length; model++) {
      float[] biasOf = computed[model];
      int start = parts.start(model);
      float scale = parts.scale() * parts.scale();
      List<QueryBatch> blocks = blocks(start, parts.length(model));
      IntStream.range(0, Math.ceilDiv(biasOf.length, CHUNK_ROWS))
          .parallel()
          .forEach(chunk -> {
            int from = chunk * CHUNK_ROWS;
            int size = Math.min(CHUNK_ROWS, biasOf.length - from);
            BestRows[] best = nearest(segment, from, size, start, blocks);
            for (int row = 0; row < size; row++) {
              biasOf[from + row] = (float) (scale * mean(best[row]));
            }
          });
    }
    return computed;
  }

  private static BestRows[] nearest(
      GallerySegment segment, int from, int size, int start, List<QueryBatch> blocks) {
    BestRows[] best = bestRows(size, NonLandmarkIndex.NEAREST_TO_GALLERY);
    for (QueryBatch block : blocks) {
      segment.multiply(
          from,
          size,
          start,
          block,
          (first, rowsOfBlock, products, stride) -> {
            for (int row = 0; row < rowsOfBlock; row++) {
              for (int other = 0; other < block.count(); other++) {
                best[(int) first - from + row].offer(other, products[row * stride + other]);
              }
            }
          });
    }
    return best;
  }

  /** The photographs, by components from {@code start} on, as queries of the gallery's rows. */
  private List<QueryBatch> blocks(int start, int length) {
    List<QueryBatch> blocks = new ArrayList<>();
    for (int from = 0; from < count; from += BLOCK) {
      float[][] block = new float[Math.min(BLOCK, count - from)][length];
      for (int row = 0; row < block.length; row++) {
        long at = (from + row) * (long) dimension + start;
        MemorySegment.copy(rows, ValueLayout.JAVA_FLOAT, at * Float.BYTES, block[row], 0, length);
      }
      blocks.add(QueryBatch.of(block));
    }
    return blocks;
  }

  private static BestRows[] bestRows(int rows, int count) {
    return Stream.generate(() -> new BestRows(count)).limit(rows).toArray(BestRows[]::new);
  }

  /** 0 of none. */
  private static double mean(BestRows best) {
    double sum = 0;
    for (int rank = 0; rank < best.size(); rank++) {
      sum += best.value(rank);
    }
    return best.size() == 0 ? 0 : sum / best.size();
  }
}
