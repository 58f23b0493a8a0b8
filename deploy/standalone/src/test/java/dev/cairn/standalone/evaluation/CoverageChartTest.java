package dev.cairn.standalone.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.rerank.evaluate.Coverage;
import dev.cairn.rerank.evaluate.Coverage.Point;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CoverageChartTest {

  @Test
  void thePointsLieWhereCoverageAndPrecisionSay() {
    String panel =
        new CoverageChart(new Coverage(List.of(new Point(-1, 1, 1, 4), new Point(-9, 4, 2, 4))))
            .panel();

    // 490 units for coverage 0 to 1 from 58 on, 188 for precision 0 to 1 up from 214
    assertThat(panel).contains("points='180.5,26.0 548.0,120.0'");
    assertThat(panel)
        .contains("log score -9.000 and above: 100.0 % answered, 50.0 % of them right");
    assertThat(marks(panel, "threshold")).isEqualTo(3);
  }

  @Test
  void pointsThatNobodyCouldTellApartAreLeftOutButNotTheLast() {
    List<Point> points =
        IntStream.rangeClosed(1, 117_000).mapToObj(i -> new Point(-i, i, i, 117_000)).toList();
    String panel = new CoverageChart(new Coverage(points)).panel();

    // 1, then every 585th: 586, 1171, ... 116,416 and the last
    assertThat(marks(panel, "precision")).isEqualTo(201);
    assertThat(panel).contains("log score -586.000", "log score -117000.000");
  }

  @Test
  void theSteepBeginningOfACurveIsShown() {
    List<Point> points =
        IntStream.rangeClosed(1, 117_000).mapToObj(i -> new Point(-i, i, 1, 117_000)).toList();

    assertThat(new CoverageChart(new Coverage(points)).panel())
        .contains("log score -2.000 and above: 0.0 % answered, 50.0 % of them right");
  }

  @Test
  void withoutAnswersThereIsNoCurve() {
    assertThat(new CoverageChart(new Coverage(List.of())).panel()).contains("nothing was measured");
  }

  private static long marks(String panel, String cssClass) {
    return Pattern.compile("class='mark " + cssClass + "'").matcher(panel).results().count();
  }
}
