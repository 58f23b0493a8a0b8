package dev.cairn.standalone.demo.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HistogramTest {

  @Test
  void countsEveryQueryOnceInTheColourOfItsVerdict() {
    String svg =
        new Histogram(
                List.of(
                    row("a", "a", -1),
                    row("a", "a", -1.01),
                    row("a", "b", -20),
                    row(null, "b", -1)))
            .svg();

    assertThat(titles(svg)).containsExactlyInAnyOrder("2 right", "1 wrong", "1 non-landmark");
    assertThat(svg).contains(">3 queries<");
  }

  @Test
  void hopelessAndVeryLowScoresShareTheFirstBin() {
    String svg =
        new Histogram(
                List.of(
                    row(null, "b", Double.NEGATIVE_INFINITY),
                    row(null, "b", -500),
                    row("a", "a", -1)))
            .svg();

    assertThat(titles(svg)).containsExactly("2 non-landmark", "1 right");
  }

  @Test
  void anEmptyReportHasAnAxis() {
    assertThat(new Histogram(List.of()).svg()).contains("class='axis'").doesNotContain("NaN");
  }

  private static List<String> titles(String svg) {
    return Pattern.compile("<title>(.*?)</title>")
        .matcher(svg)
        .results()
        .map(t -> t.group(1))
        .toList();
  }

  private static QueryRow row(String truth, String predicted, double logScore) {
    return new QueryRow(
        "id",
        Optional.ofNullable(truth),
        Optional.of(predicted),
        Math.exp(logScore),
        logScore,
        new byte[0],
        List.of(),
        List.of());
  }
}
