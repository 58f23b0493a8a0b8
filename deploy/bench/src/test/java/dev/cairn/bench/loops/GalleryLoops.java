package dev.cairn.bench.loops;

import dev.cairn.rerank.product.BestRows;
import dev.cairn.rerank.product.QueryBatch;
import dev.cairn.rerank.product.RowMatrix;
import dev.cairn.rerank.product.RowProducts;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** The exact search's product, over more rows than any cache holds. */
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class GalleryLoops extends HotLoop {
  private static final int ROWS = 20_000;
  private static final int NEIGHBOURS = 5;

  @Param({"512", "4608"})
  int dimension;

  @Param({"1", "32"})
  int queries;

  private MemorySegment matrix;
  private QueryBatch batch;

  @Setup
  public void fill() {
    SplittableRandom random = new SplittableRandom(7);
    matrix = Arena.ofAuto().allocate((long) ROWS * dimension * Float.BYTES, Float.BYTES);
    for (long i = 0; i < (long) ROWS * dimension; i++) {
      matrix.setAtIndex(ValueLayout.JAVA_FLOAT, i, random.nextFloat());
    }
    float[][] rows = new float[queries][dimension];
    for (float[] row : rows) {
      for (int i = 0; i < dimension; i++) {
        row[i] = random.nextFloat();
      }
    }
    batch = QueryBatch.of(rows);
  }

  /** 20,000 rows. */
  @Benchmark
  public BestRows scanForTheFirstQuery() {
    BestRows best = new BestRows(NEIGHBOURS);
    RowProducts.scan(
        RowMatrix.of(matrix, batch.dimension()),
        0,
        ROWS,
        batch,
        (first, rows, products, stride) -> {
          for (int row = 0; row < rows; row++) {
            best.offer((int) first + row, products[row * stride]);
          }
        });
    return best;
  }
}
