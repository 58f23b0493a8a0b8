package dev.cairn.train.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.train.net.Padding.Zeros;
import org.junit.jupiter.api.Test;
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

  @Test
  void explicitDoesNotLookAtTheSize() {
    assertThat(Padding.explicit(1).zeros(64, 3, 2)).isEqualTo(new Zeros(1, 1));
    assertThat(Padding.explicit(1).zeros(75, 3, 2).outputSize(75, 3, 2)).isEqualTo(38);
  }
}
