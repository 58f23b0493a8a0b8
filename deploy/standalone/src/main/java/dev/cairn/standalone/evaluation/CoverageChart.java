package dev.cairn.standalone.evaluation;

import dev.cairn.rerank.evaluate.Coverage;
import dev.cairn.standalone.html.chart.Chart;
import dev.cairn.standalone.html.chart.Series;
import dev.cairn.standalone.html.chart.Series.Point;
import dev.cairn.standalone.html.chart.Ticks;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Precision over coverage, as a panel of a page. */
record CoverageChart(Coverage coverage) {
  private static final int MOST_POINTS = 250;

  String panel() {
    return new Chart(
            "Coverage and precision as the score threshold falls",
            "precision: share of the answers that are right",
            Ticks.around(0, 1),
            "coverage: share of all queries that are answered",
            true,
            List.of(curve(), thresholds()),
            List.of())
        .panel();
  }

  /** Of a long curve evenly many points, so that the page stays small; the last one always. */
  private Series curve() {
    List<Coverage.Point> all = coverage.points();
    int step = Math.max(1, (all.size() + MOST_POINTS - 1) / MOST_POINTS);
    List<Point> points =
        IntStream.range(0, all.size())
            .filter(i -> (all.size() - 1 - i) % step == 0)
            .mapToObj(i -> point(all.get(i)))
            .toList();
    return new Series("precision", "precision", true, points);
  }

  private Series thresholds() {
    return new Series(
        "lowest thresholds for 90, 95 and 99 %",
        "threshold",
        false,
        Tables.PRECISIONS.stream()
            .map(coverage::atPrecision)
            .flatMap(Optional::stream)
            .map(CoverageChart::point)
            .toList());
  }

  private static Point point(Coverage.Point at) {
    return new Point(
        at.coverage(),
        at.precision(),
        "log score %s and above: %s answered, %s of them right"
            .formatted(
                Tables.score(at.logScore()),
                Tables.percent(at.coverage()),
                Tables.percent(at.precision())));
  }
}
