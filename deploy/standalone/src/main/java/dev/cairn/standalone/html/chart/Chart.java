package dev.cairn.standalone.html.chart;

import static dev.cairn.standalone.html.Html.escape;

import dev.cairn.standalone.html.Html;
import dev.cairn.standalone.html.chart.Series.Point;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Curves, as a panel with an SVG. The page needs {@link #css()}, and colours for the series.
 *
 * @param unit of the values
 * @param across the horizontal axis
 * @param acrossUnit of its values
 * @param fromZero whether the vertical axis begins there
 * @param breaks where what is measured went on after an interruption, with its reason
 */
public record Chart(
    String title,
    String unit,
    Ticks across,
    String acrossUnit,
    boolean fromZero,
    List<Series> series,
    List<Point> breaks) {
  private static final int LEFT = 58;
  private static final int RIGHT = 548;
  private static final int TOP = 26;
  private static final int BOTTOM = 214;

  public Chart {
    series = series.stream().filter(s -> !s.points().isEmpty()).toList();
  }

  /** What the charts of a page share. */
  public static String css() {
    return Html.resource(Chart.class, "chart.css");
  }

  public String panel() {
    return Html.fill(
        Html.resource(Chart.class, "chart.html"),
        Map.of("title", escape(title), "svg", svg(), "legend", legend()));
  }

  private String svg() {
    if (series.isEmpty()) {
      return "<p class='none'>nothing was measured</p>";
    }
    Ticks values = values();
    return format("<svg viewBox='0 0 560 256' role='img' aria-label='%s'>%n", escape(title))
        + horizontalAxis()
        + verticalAxis(values)
        + breaks.stream().map(this::breakLine).collect(Collectors.joining())
        + series.stream().map(s -> line(s, values)).collect(Collectors.joining())
        + series.stream().map(s -> marks(s, values)).collect(Collectors.joining())
        + "</svg>";
  }

  private Ticks values() {
    double[] all =
        series.stream().flatMap(s -> s.points().stream()).mapToDouble(Point::value).toArray();
    double lowest = fromZero ? 0 : DoubleStream.of(all).min().orElseThrow();
    return Ticks.around(lowest, DoubleStream.of(all).max().orElseThrow());
  }

  private String horizontalAxis() {
    StringBuilder svg = new StringBuilder();
    svg.append(
        format(
            "<line class='axis' x1='%d' x2='%d' y1='%d' y2='%d'/>%n", LEFT, RIGHT, BOTTOM, BOTTOM));
    for (BigDecimal tick : across.values()) {
      double x = x(tick.doubleValue());
      svg.append(
          format(
              "<line class='axis' x1='%.1f' x2='%.1f' y1='%d' y2='%d'/>%n",
              x, x, BOTTOM, BOTTOM + 5));
      svg.append(text(x, BOTTOM + 20, "middle", Ticks.label(tick)));
    }
    return svg.append(text(RIGHT, BOTTOM + 38, "end", escape(acrossUnit))).toString();
  }

  private String verticalAxis(Ticks values) {
    StringBuilder svg = new StringBuilder(text(0, 12, "start", escape(unit)));
    for (BigDecimal tick : values.values()) {
      double y = y(values, tick.doubleValue());
      svg.append(
          format("<line class='grid' x1='%d' x2='%d' y1='%.1f' y2='%.1f'/>%n", LEFT, RIGHT, y, y));
      svg.append(text(LEFT - 8, y + 4, "end", Ticks.label(tick)));
    }
    return svg.toString();
  }

  private String breakLine(Point stop) {
    return format(
        "<line class='break' x1='%.1f' x2='%.1f' y1='%d' y2='%d'><title>%s</title></line>%n",
        x(stop.at()), x(stop.at()), TOP, BOTTOM, escape(stop.title()));
  }

  private String line(Series of, Ticks values) {
    String points =
        of.points().stream()
            .map(p -> format("%.1f,%.1f", x(p.at()), y(values, p.value())))
            .collect(Collectors.joining(" "));
    return of.connected()
        ? format("<polyline class='line %s' points='%s'/>%n", of.cssClass(), points)
        : "";
  }

  private String marks(Series of, Ticks values) {
    return of.points().stream()
        .map(p ->
            format(
                "<circle class='mark %s' cx='%.1f' cy='%.1f' r='%s'><title>%s</title></circle>%n",
                of.cssClass(),
                x(p.at()),
                y(values, p.value()),
                of.connected() ? "2.5" : "4",
                escape(p.title())))
        .collect(Collectors.joining());
  }

  private String legend() {
    Stream<String> curves = series.stream().map(s -> entry(s.cssClass(), s.name()));
    Stream<String> stops = breaks.stream().limit(1).map(_ -> entry("break", "interruption"));
    return Stream.concat(curves, stops).collect(Collectors.joining(" "));
  }

  private static String entry(String cssClass, String name) {
    return "<i class=\"%s\"></i>%s".formatted(cssClass, escape(name));
  }

  private static String text(double x, double y, String anchor, String text) {
    return format("<text x='%.1f' y='%.1f' text-anchor='%s'>%s</text>%n", x, y, anchor, text);
  }

  private double x(double at) {
    return LEFT + across.share(at) * (RIGHT - LEFT);
  }

  private static double y(Ticks values, double value) {
    return BOTTOM - values.share(value) * (BOTTOM - TOP);
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
