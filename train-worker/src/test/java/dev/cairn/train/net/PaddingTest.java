package dev.cairn.train.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.train.net.Padding.Zeros;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaddingTest {

  @ParameterizedTest
  @CsvSource({
    // size, kernel, stride, before, after, output
    "64, 3, 2, 0, 1, 32",
    "75, 3, 2, 1, 1, 38",
    "38, 5, 2, 1, 2, 19",
    "19, 5, 2, 2, 2, 10",
    "10, 3, 1, 1, 1, 10",
    "10, 5, 1, 2, 2, 10",
    "10, 1, 1, 0, 0, 10",
    "1, 1, 2, 0, 0, 1"
  })
  void samePutsTheOddZeroLast(int size, int kernel, int stride, int before, int after, int output) {
    Zeros zeros = Padding.SAME.zeros(size, kernel, stride);
    assertThat(zeros).isEqualTo(new Zeros(before, after));
    assertThat(zeros.outputSize(size, kernel, stride)).isEqualTo(output);
  }

  @ParameterizedTest
  @CsvSource({
    // size, kernel, stride, zeros, output
    "64, 3, 2, 1, 32",
    "75, 3, 2, 1, 38",
    "64, 5, 2, 2, 32",
    "10, 5, 1, 2, 10",
    "10, 1, 1, 0, 10"
  })
  void symmetricFollowsTheKernelAlone(int size, int kernel, int stride, int zeros, int output) {
    Zeros both = Padding.SYMMETRIC.zeros(size, kernel, stride);
    assertThat(both).isEqualTo(new Zeros(zeros, zeros));
    assertThat(both.outputSize(size, kernel, stride)).isEqualTo(output);
  }

  /** As many windows as touch the image: ceil mode. */
  @ParameterizedTest
  @CsvSource({"16, 0, 0, 8", "19, 0, 1, 10"})
  void sameLetsTheLastWindowOfAPoolReachBeyond(int size, int before, int after, int output) {
    Pool halve = new Pool(Pool.Kind.MEAN_INSIDE, 2, 2, Padding.SAME);
    assertThat(halve.zeros(size)).isEqualTo(new Zeros(before, after));
    assertThat(halve.outputSize(size)).isEqualTo(output);
  }
}
