package dev.cairn.rerank.screen;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.IntPredicate;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** One look at a stretch of rows for all queries, on one thread. */
public final class Screening {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /** Vectors of length one are so only to rounding. */
  private static final float LENGTH = 1.00001f;

  private final ScreenQueries queries;
  private final CandidateRows[] candidates;
  private final float[] scales;

  /** Least and most that a residual of the row adds: {@code slack + rowResidual * reach}. */
  private final float[] slacks;

  private final float[] reaches;

  /** What a product must reach; beyond all reach where there is no query. */
  private final float[] floors;

  private Screening(ScreenQueries queries, int count, Floors known) {
    this.queries = queries;
    int padded = Math.ceilDiv(queries.count(), LANES) * LANES;
    candidates = new CandidateRows[queries.count()];
    Arrays.setAll(candidates, query -> new CandidateRows(count, known.of(query)));
    scales = new float[padded];
    slacks = new float[padded];
    reaches = new float[padded];
    floors = new float[padded];
    Arrays.fill(floors, Float.POSITIVE_INFINITY);
    for (int query = 0; query < queries.count(); query++) {
      float residual = queries.residual(query);
      scales[query] = queries.scale(query);
      slacks[query] = LENGTH * residual + queries.rounding();
      reaches[query] = LENGTH + residual;
      floors[query] = candidates[query].floor();
    }
  }

  /**
   * Finds the candidates among rows.
   *
   * @param rows in native memory
   * @param first number of the first one, for the candidates
   * @param live whether the row of a number counts
   * @param count of nearest rows wanted for each query
   * @param known floors so far; raised by what is found
   * @return one a query
   */
  public static CandidateRows[] of(
      ScreenQueries queries,
      MemorySegment rows,
      int first,
      IntPredicate live,
      int count,
      Floors known) {
    int rowCount = Math.toIntExact(rows.byteSize() / queries.rowBytes());
    try (Arena arena = Arena.ofConfined()) {
      long bytes = (long) rowCount * queries.count() * Float.BYTES;
      // A vector may be read beyond the last product.
      MemorySegment products = arena.allocate(bytes + SPECIES.vectorByteSize(), Float.BYTES);
      queries.multiply(rows, products.asSlice(0, bytes));
      Screening screening = new Screening(queries, count, known);
      if (queries.count() == 1) {
        screening.scanForOne(rows, rowCount, products, first, live);
      } else {
        screening.scan(rows, rowCount, products, first, live);
      }
      for (int query = 0; query < queries.count(); query++) {
        known.raise(query, screening.candidates[query].floor());
      }
      return screening.candidates;
    }
  }

  private void scan(
      MemorySegment rows, int rowCount, MemorySegment products, int first, IntPredicate live) {
    for (int row = 0; row < rowCount; row++) {
      float rowScale = queries.rowScale(rows, row);
      float rowResidual = queries.rowResidual(rows, row);
      long start = (long) row * queries.count();
      for (int lane = 0; lane < floors.length; lane += LANES) {
        FloatVector value =
            FloatVector.fromMemorySegment(
                    SPECIES, products, (start + lane) * Float.BYTES, ByteOrder.nativeOrder())
                .mul(FloatVector.fromArray(SPECIES, scales, lane).mul(rowScale));
        FloatVector error =
            FloatVector.fromArray(SPECIES, reaches, lane)
                .mul(rowResidual)
                .add(FloatVector.fromArray(SPECIES, slacks, lane));
        VectorMask<Float> reached =
            value
                .add(error)
                .compare(VectorOperators.GE, FloatVector.fromArray(SPECIES, floors, lane));
        if (reached.anyTrue() && live.test(first + row)) {
          offer(first + row, lane, reached.toLong(), value.toArray(), error.toArray());
        }
      }
    }
  }

  /** The same without vectors, which take the JVM half a second to compile: the first search. */
  private void scanForOne(
      MemorySegment rows, int rowCount, MemorySegment products, int first, IntPredicate live) {
    for (int row = 0; row < rowCount; row++) {
      float value =
          products.getAtIndex(ValueLayout.JAVA_FLOAT, row)
              * (scales[0] * queries.rowScale(rows, row));
      float error = reaches[0] * queries.rowResidual(rows, row) + slacks[0];
      if (value + error >= floors[0] && live.test(first + row)) {
        offer(first + row, 0, 1, new float[] {value}, new float[] {error});
      }
    }
  }

  private void offer(int row, int lane, long reached, float[] values, float[] errors) {
    for (long left = reached; left != 0; left &= left - 1) {
      int i = Long.numberOfTrailingZeros(left);
      CandidateRows of = candidates[lane + i];
      of.offer(row, values[i] - errors[i], values[i] + errors[i]);
      floors[lane + i] = of.floor();
    }
  }
}
