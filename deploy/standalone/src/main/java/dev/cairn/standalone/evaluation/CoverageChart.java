package dev.cairn.standalone.evaluation;

import dev.cairn.rerank.evaluate.Coverage;
import dev.cairn.standalone.html.chart.Chart;
import dev.cairn.standalone.html.chart.Series;
import dev.cairn.standalone.html.chart.Series.Point;
import dev.cairn.standalone.html.chart.Ticks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Precision over coverage, as a panel of a page. */
record CoverageChart(Coverage coverage) {
  private static final double LEAST_DISTANCE = 0.005;

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

  private Series curve() {
    return new Series(
        "precision", "precision", true, visible().stream().map(CoverageChart::point).toList());
  }

  /** Those that an eye can tell from the one before, so that the page stays small; and the last. */
  private List<Coverage.Point> visible() {
    List<Coverage.Point> visible = new ArrayList<>();
    for (Coverage.Point each : coverage.points()) {
      if (visible.isEmpty() || distance(visible.getLast(), each) >= LEAST_DISTANCE) {
        visible.add(each);
      }
    }
    if (!visible.isEmpty() && !visible.getLast().equals(coverage.points().getLast())) {
      visible.add(coverage.points().getLast());
    }
    return visible;
  }

  private static double distance(Coverage.Point a, Coverage.Point b) {
    return Math.max(Math.abs(a.coverage() - b.coverage()), Math.abs(a.precision() - b.precision()));
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
