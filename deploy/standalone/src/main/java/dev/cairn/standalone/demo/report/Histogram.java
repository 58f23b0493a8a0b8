package dev.cairn.standalone.demo.report;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** How the log scores of right, wrong and non-landmark queries are distributed, as an SVG. */
final class Histogram {

  private static final int BINS = 28;
  private static final int WIDTH = 700;
  private static final int HEIGHT = 220;
  private static final int BASELINE = 190;

  /** Scores further below the best than this share the first bin. */
  private static final double LOWEST_BELOW_BEST = 80;

  private final double lowest;
  private final double highest;
  private final List<Map<Verdict, Integer>> bins =
      Stream.<Map<Verdict, Integer>>generate(() -> new EnumMap<>(Verdict.class))
          .limit(BINS)
          .toList();

  Histogram(List<QueryRow> queries) {
    double[] scores =
        queries.stream()
            .mapToDouble(QueryRow::logScore)
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    highest = scores.length == 0 ? 0 : Math.ceil(scores[scores.length - 1] + 1e-9);
    double least = scores.length == 0 ? -1 : Math.floor(scores[0]);
    lowest = Math.max(Math.min(least, highest - 1), highest - LOWEST_BELOW_BEST);
    for (QueryRow query : queries) {
      bins.get(bin(query.logScore())).merge(query.verdict(), 1, Integer::sum);
    }
  }

  String svg() {
    StringBuilder svg = new StringBuilder();
    svg.append(
        format(
            "<svg viewBox='0 0 %d %d' role='img' aria-label='Distribution of log scores'>%n",
            WIDTH, HEIGHT));
    int tallest = 1;
    for (Map<Verdict, Integer> bin : bins) {
      tallest = Math.max(tallest, bin.values().stream().mapToInt(Integer::intValue).sum());
    }
    for (int bin = 0; bin < BINS; bin++) {
      stack(svg, bin, (BASELINE - 20.0) / tallest);
    }
    svg.append(
        format("<line class='axis' x1='0' x2='%d' y1='%d' y2='%d'/>%n", WIDTH, BASELINE, BASELINE));
    label(svg, 0, 12, "start", tallest == 1 ? "1 query" : tallest + " queries");
    label(svg, 0, BASELINE + 20, "start", score(lowest));
    label(svg, WIDTH / 2, BASELINE + 20, "middle", score((lowest + highest) / 2));
    label(svg, WIDTH, BASELINE + 20, "end", score(highest));
    return svg.append("</svg>").toString();
  }

  /** The bars of one bin on top of each other, the right ones lowest. */
  private void stack(StringBuilder svg, int bin, double pixelsPerQuery) {
    double barWidth = (double) WIDTH / BINS;
    double top = BASELINE;
    for (Map.Entry<Verdict, Integer> bar : bins.get(bin).entrySet()) {
      double height = bar.getValue() * pixelsPerQuery;
      top -= height;
      svg.append(
          format(
              "<rect class='%s' x='%.1f' y='%.1f' width='%.1f' height='%.1f'>"
                  + "<title>%d %s</title></rect>%n",
              bar.getKey().cssClass,
              bin * barWidth + 1,
              top,
              barWidth - 2,
              height,
              bar.getValue(),
              bar.getKey().label));
    }
  }

  private static void label(StringBuilder svg, int x, int y, String anchor, String text) {
    svg.append(format("<text x='%d' y='%d' text-anchor='%s'>%s</text>%n", x, y, anchor, text));
  }

  private static String score(double logScore) {
    return format("%.1f", logScore + 0.0).replace('-', '−');
  }

  private int bin(double logScore) {
    if (!Double.isFinite(logScore)) {
      return 0;
    }
    return Math.clamp((int) ((logScore - lowest) / (highest - lowest) * BINS), 0, BINS - 1);
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
