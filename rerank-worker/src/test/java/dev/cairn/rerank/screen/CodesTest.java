package dev.cairn.rerank.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cairn.rerank.TestVectors;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CodesTest {

  @Test
  void theResidualIsTheLengthOfWhatTheCodesLeaveOut() {
    float[] vector = TestVectors.unit(new SplittableRandom(1), 200);
    byte[] row = Codes.of(vector);
    MemorySegment rows = MemorySegment.ofArray(row);

    double squares = 0;
    for (int i = 0; i < vector.length; i++) {
      int code = Byte.toUnsignedInt(row[i]) - Codes.ZERO;
      double rest = vector[i] - (double) code * Codes.scale(rows, 0, vector.length);
      squares += rest * rest;
    }

    assertThat((double) Codes.residual(rows, 0, vector.length))
        .isGreaterThanOrEqualTo(Math.sqrt(squares))
        .isCloseTo(Math.sqrt(squares), within(1e-8));
  }

  @Test
  void theLargestComponentTakesTheWholeRange() {
    byte[] row = Codes.of(new float[] {0.6f, -0.8f, 0});

    assertThat(row).startsWith((byte) (Codes.ZERO + 95), (byte) (Codes.ZERO - 127), (byte) 128);
  }

  @Test
  void productsOfCodesAreExactIntegersWhateverTheProcessor() {
    float[][] queries = {{1, -1, 1, -1}, {0.5f, 0.5f, 0.5f, 0.5f}};
    byte[] row = Codes.of(new float[] {1, -1, 1, -1});
    CodeQueries codes = new CodeQueries(queries);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment rows = arena.allocate(row.length).copyFrom(MemorySegment.ofArray(row));
      MemorySegment products = arena.allocate(2 * Float.BYTES, Float.BYTES);

      codes.multiply(rows, products);

      float scale = codes.scale(0) * codes.rowScale(rows, 0);
      assertThat(products.getAtIndex(ValueLayout.JAVA_FLOAT, 0) * scale)
          .isCloseTo(4, within(1e-6f));
      assertThat(products.getAtIndex(ValueLayout.JAVA_FLOAT, 1)).isZero();
    }
  }
}
