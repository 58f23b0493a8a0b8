package dev.cairn.rerank.classes;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.stream.IntStream;

/** Lengths of the rows of a matrix. */
final class RowNorms {
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private RowNorms() {}

  /**
   * One over the length of each row; zero for a row of zeros, which is near to nothing.
   *
   * @throws CairnException with {@code MODEL_INVALID} when a value is not finite
   */
  static float[] inverse(MemorySegment matrix, int rows, int dimension) {
    float[] inverse = new float[rows];
    IntStream.range(0, rows)
        .parallel()
        .forEach(row -> inverse[row] = inverseOf(matrix, row, dimension));
    return inverse;
  }

  private static float inverseOf(MemorySegment matrix, int row, int dimension) {
    long first = (long) row * dimension;
    double sum = 0;
    for (int i = 0; i < dimension; i++) {
      double value = matrix.get(FLOAT, (first + i) * Float.BYTES);
      sum += value * value;
    }
    if (!Double.isFinite(sum)) {
      throw new CairnException(
          ErrorCode.MODEL_INVALID,
          "Sub-centre %d of the head is not finite: train the model again".formatted(row));
    }
    return sum == 0 ? 0 : (float) (1 / Math.sqrt(sum));
  }
}
