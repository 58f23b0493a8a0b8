package dev.cairn.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.bench.measure.Timing;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TimingTest {

  @Test
  void countsOnlyTheRunsAfterTheWarmUp() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    Timing timing = Timing.of(2, 5, runs::incrementAndGet);
    assertThat(runs).hasValue(7);
    assertThat(timing.sortedSeconds()).hasSize(5).isSorted();
  }

  @Test
  void quotesTheMedian() {
    assertThat(new Timing(new double[] {1, 2, 90}).medianSeconds()).isEqualTo(2);
  }

  @Test
  void quotesWhatMostRunsDoNotExceed() {
    Timing timing = Timing.ofSeconds(5, 1, 4, 2, 3, 10, 9, 8, 7, 6);
    assertThat(timing.quantileSeconds(0.9)).isEqualTo(9);
    assertThat(timing.quantileSeconds(1)).isEqualTo(10);
  }

  @Test
  void ratiosAboveOneMeanFasterThanTheReference() {
    StringWriter text = new StringWriter();
    Figures figures = new Figures(new PrintWriter(text), "title");
    Timing twoSeconds = new Timing(new double[] {2});
    figures.rate("rate", twoSeconds, 20, 5); // 10 images/s against 5
    figures.seconds("step", twoSeconds, 8); // 2 s against 8
    assertThat(text.toString()).contains("2.00x images/s").contains("4.00x s");
  }

  @Test
  void aRateWithoutReferenceStandsAlone() {
    StringWriter text = new StringWriter();
    Figures figures = new Figures(new PrintWriter(text), "title");
    figures.rate("rate", new Timing(new double[] {2}), 20, OptionalDouble.empty());
    assertThat(text.toString()).containsPattern("rate +10\\.000 +10\\.000 +- +- images/s");
  }
}
