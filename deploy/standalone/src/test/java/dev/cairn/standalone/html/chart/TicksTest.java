package dev.cairn.standalone.html.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TicksTest {

  @Test
  void ticksAreRoundAndEncloseTheValues() {
    assertThat(labels(0, 0.83)).containsExactly("0", "0.2", "0.4", "0.6", "0.8", "1");
    assertThat(labels(4.2, 9.7)).containsExactly("4", "6", "8", "10");
    assertThat(labels(-3, 4)).containsExactly("−4", "−2", "0", "2", "4");
  }

  @Test
  void smallNumbersKeepTheirDigits() {
    assertThat(labels(0, 1e-3)).containsExactly("0", "2e−4", "4e−4", "6e−4", "8e−4", "0.001");
  }

  @Test
  void epochsAreWholeAndEndWithTheLast() {
    Ticks few = Ticks.between(0, 2);
    assertThat(few.values().stream().map(Ticks::label)).containsExactly("0", "1", "2");
    Ticks more = Ticks.between(3, 13);
    assertThat(more.values().stream().map(Ticks::label)).startsWith("3", "4").endsWith("13");
    Ticks many = Ticks.between(0, 33);
    assertThat(many.values().stream().map(Ticks::label))
        .containsExactly("0", "5", "10", "15", "20", "25", "30");
    assertThat(many.share(33)).isEqualTo(1);
  }

  @Test
  void aSingleValueHasAnAxisAround() {
    assertThat(labels(7, 7)).hasSizeGreaterThan(1);
    assertThat(labels(0, 0)).hasSizeGreaterThan(1);
  }

  private static List<String> labels(double lowest, double highest) {
    return Ticks.around(lowest, highest).values().stream().map(Ticks::label).toList();
  }
}
