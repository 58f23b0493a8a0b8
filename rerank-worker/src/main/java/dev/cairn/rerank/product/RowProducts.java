package dev.cairn.rerank.product;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Dot products of the rows of a matrix with a batch of queries.
 *
 * <p>A lane belongs to one query and every product is one chain of fused multiply-adds in the order
 * of the components. A product therefore has the same bits whatever the batch, the neighbours in
 * the matrix or the width of the machine's vectors.
 *
 * <p>Blocks of rows stay in the second-level cache while all panels of queries pass over them, and
 * a slice of a panel stays in the first level while the block's rows pass over it.
 */
public final class RowProducts {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  /** Queries in a panel. */
  static final int LANES = SPECIES.length();

  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int TILE_ROWS = 8;
  private static final int BLOCK_FLOATS = 1 << 16;
  private static final int SLICE = 256;

  /** Receives the products of some rows. */
  public interface BlockConsumer {
    /**
     * @param products of row {@code firstRow + i} and query {@code q} at {@code i * stride + q};
     *     overwritten by the next block
     */
    void accept(long firstRow, int rows, float[] products, int stride);
  }

  private RowProducts() {}

  /**
   * Multiplies the rows {@code from} to {@code to} (exclusive) with all queries and hands the
   * products over block by block, in the order of the rows, on the calling thread.
   *
   * @param matrix whose rows have the queries' dimension
   */
  public static void scan(
      RowMatrix matrix, long from, long to, QueryBatch queries, BlockConsumer consumer) {
    int stride = queries.stride();
    int blockRows = Math.clamp(BLOCK_FLOATS / queries.dimension(), 2 * TILE_ROWS, 256);
    float[] products = new float[blockRows * stride];
    for (long first = from; first < to; first += blockRows) {
      int rows = (int) Math.min(blockRows, to - first);
      multiply(matrix, first, rows, queries, products);
      consumer.accept(first, rows, products, stride);
    }
  }

  private static void multiply(
      RowMatrix matrix, long first, int rows, QueryBatch queries, float[] products) {
    int dimension = queries.dimension();
    Arrays.fill(products, 0);
    for (int lane = 0; lane < queries.stride(); lane += LANES) {
      for (int from = 0; from < dimension; from += SLICE) {
        Slice slice = new Slice(queries, lane, from, Math.min(dimension, from + SLICE));
        int row = 0;
        for (; row + TILE_ROWS <= rows; row += TILE_ROWS) {
          slice.addTile(matrix, first + row, products, row * queries.stride() + lane);
        }
        for (; row < rows; row++) {
          slice.addRow(matrix, first + row, products, row * queries.stride() + lane);
        }
      }
    }
  }

  /** Components {@code from} to {@code to} of the panel that starts at query {@code lane}. */
  private record Slice(QueryBatch queries, int lane, int from, int to) {

    void addRow(RowMatrix matrix, long first, float[] products, int at) {
      MemorySegment data = matrix.data();
      long row = matrix.row(first);
      float[] panels = queries.panels();
      int panel = lane * queries.dimension();
      FloatVector sum = FloatVector.fromArray(SPECIES, products, at);
      for (int i = from; i < to; i++) {
        FloatVector q = FloatVector.fromArray(SPECIES, panels, panel + i * LANES);
        sum = component(data, row, i).fma(q, sum);
      }
      sum.intoArray(products, at);
    }

    /** Eight rows at once, in eight independent registers, to hide the latency of an addition. */
    void addTile(RowMatrix matrix, long first, float[] products, int at) {
      MemorySegment data = matrix.data();
      long row = matrix.row(first);
      float[] panels = queries.panels();
      int panel = lane * queries.dimension();
      int stride = queries.stride();
      long next = matrix.rowBytes();
      FloatVector a = FloatVector.fromArray(SPECIES, products, at);
      FloatVector b = FloatVector.fromArray(SPECIES, products, at + stride);
      FloatVector c = FloatVector.fromArray(SPECIES, products, at + 2 * stride);
      FloatVector d = FloatVector.fromArray(SPECIES, products, at + 3 * stride);
      FloatVector e = FloatVector.fromArray(SPECIES, products, at + 4 * stride);
      FloatVector f = FloatVector.fromArray(SPECIES, products, at + 5 * stride);
      FloatVector g = FloatVector.fromArray(SPECIES, products, at + 6 * stride);
      FloatVector h = FloatVector.fromArray(SPECIES, products, at + 7 * stride);
      for (int i = from; i < to; i++) {
        FloatVector q = FloatVector.fromArray(SPECIES, panels, panel + i * LANES);
        a = component(data, row, i).fma(q, a);
        b = component(data, row + next, i).fma(q, b);
        c = component(data, row + 2 * next, i).fma(q, c);
        d = component(data, row + 3 * next, i).fma(q, d);
        e = component(data, row + 4 * next, i).fma(q, e);
        f = component(data, row + 5 * next, i).fma(q, f);
        g = component(data, row + 6 * next, i).fma(q, g);
        h = component(data, row + 7 * next, i).fma(q, h);
      }
      a.intoArray(products, at);
      b.intoArray(products, at + stride);
      c.intoArray(products, at + 2 * stride);
      d.intoArray(products, at + 3 * stride);
      e.intoArray(products, at + 4 * stride);
      f.intoArray(products, at + 5 * stride);
      g.intoArray(products, at + 6 * stride);
      h.intoArray(products, at + 7 * stride);
    }

    private static FloatVector component(MemorySegment data, long row, int i) {
      return FloatVector.broadcast(SPECIES, data.get(FLOAT, row + (long) i * Float.BYTES));
    }
  }
}
