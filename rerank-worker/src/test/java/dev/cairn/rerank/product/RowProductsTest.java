package dev.cairn.rerank.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.rerank.TestVectors;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowProductsTest {
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  @ParameterizedTest(name = "{0} rows x {1} components, {2} queries")
  @CsvSource({
    "1, 1, 1",
    "7, 3, 2",
    "8, 16, 16",
    "9, 17, 17",
    "300, 512, 33",
    "70, 4608, 5",
    "1000, 64, 32"
  })
  void everyProductHasTheBitsOfOneChainOfMultiplyAdds(int rows, int dimension, int queryCount) {
    SplittableRandom random = new SplittableRandom(rows * 31L + dimension);
    float[][] gallery = vectors(random, rows, dimension);
    float[][] queries = vectors(random, queryCount, dimension);

    float[][] products = products(matrix(gallery), 0, rows, queries);

    for (int row = 0; row < rows; row++) {
      for (int query = 0; query < queryCount; query++) {
        assertThat(products[row][query])
            .isEqualTo(TestVectors.dot(gallery[row], queries[query]))
            .describedAs("row %d, query %d", row, query);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 40", "3, 5", "39, 40", "8, 24"})
  void aRangeOfRowsGivesTheProductsOfTheWhole(int from, int to) {
    SplittableRandom random = new SplittableRandom(5);
    MemorySegment matrix = matrix(vectors(random, 40, 48));
    float[][] queries = vectors(random, 3, 48);

    float[][] whole = products(matrix, 0, 40, queries);
    float[][] part = products(matrix, from, to, queries);

    for (int row = from; row < to; row++) {
      assertThat(part[row]).isEqualTo(whole[row]);
    }
  }

  @Test
  void aPartOfEveryRowIsMultipliedWhereItLies() {
    SplittableRandom random = new SplittableRandom(6);
    float[][] gallery = vectors(random, 20, 48);
    float[][] queries = vectors(random, 3, 16);

    float[][] products = products(RowMatrix.of(matrix(gallery), 48).from(32), 0, 20, queries);

    for (int row = 0; row < gallery.length; row++) {
      float[] part = Arrays.copyOfRange(gallery[row], 32, 48);
      assertThat(products[row][1]).isEqualTo(TestVectors.dot(part, queries[1]));
    }
  }

  private static float[][] products(MemorySegment matrix, int from, int to, float[][] queries) {
    return products(RowMatrix.of(matrix, queries[0].length), from, to, queries);
  }

  private static float[][] products(RowMatrix matrix, int from, int to, float[][] queries) {
    float[][] all = new float[to][queries.length];
    RowProducts.scan(
        matrix,
        from,
        to,
        QueryBatch.of(queries),
        (first, rows, products, stride) -> {
          for (int row = 0; row < rows; row++) {
            System.arraycopy(products, row * stride, all[(int) first + row], 0, queries.length);
          }
        });
    return all;
  }

  /** At an odd address, as a mapped file may have it. */
  private static MemorySegment matrix(float[][] rows) {
    int rowBytes = rows[0].length * Float.BYTES;
    MemorySegment odd = MemorySegment.ofArray(new byte[1 + rows.length * rowBytes]).asSlice(1);
    for (int row = 0; row < rows.length; row++) {
      MemorySegment.copy(rows[row], 0, odd, FLOAT, (long) row * rowBytes, rows[row].length);
    }
    return odd;
  }

  private static float[][] vectors(SplittableRandom random, int count, int dimension) {
    float[][] vectors = new float[count][];
    for (int i = 0; i < count; i++) {
      vectors[i] = TestVectors.unit(random, dimension);
    }
    return vectors;
  }
}
