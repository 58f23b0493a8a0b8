package dev.cairn.standalone.demo.report;

import static dev.cairn.standalone.demo.report.Html.escape;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes a report as one HTML file that needs nothing else: no other file, no network. Every text
 * of the model is escaped, since ids come from messages.
 */
public final class HtmlReport {

  private HtmlReport() {}

  /**
   * Writes the page, replacing one that is there.
   *
   * @throws IOException when the file cannot be written
   */
  public static void write(Path file, ReportModel model) throws IOException {
    Files.writeString(file, page(model));
  }

  static String page(ReportModel model) {
    Thumbnails thumbnails = new Thumbnails();
    String cards = cards(model.queries(), thumbnails);
    return Html.fill(
        Html.resource("report.html"),
        Map.ofEntries(
            Map.entry("title", escape(model.title())),
            Map.entry("summary", escape(model.summary())),
            Map.entry("style", Html.resource("report.css") + thumbnails.css()),
            Map.entry("script", Html.resource("report.js")),
            Map.entry("figures", figures(model.figures())),
            Map.entry("phases", phases(model.phases())),
            Map.entry("histogram", new Histogram(model.queries()).svg()),
            Map.entry("all", Integer.toString(model.queries().size())),
            Map.entry("right", count(model.queries(), Verdict.RIGHT)),
            Map.entry("wrong", count(model.queries(), Verdict.WRONG)),
            Map.entry("other", count(model.queries(), Verdict.NON_LANDMARK)),
            Map.entry("queries", cards)));
  }

  private static String cards(List<QueryRow> queries, Thumbnails thumbnails) {
    return IntStream.range(0, queries.size())
        .mapToObj(i -> new QueryCard(queries.get(i), i, thumbnails).html())
        .collect(Collectors.joining());
  }

  private static String figures(List<ReportModel.Figure> figures) {
    return figures.stream()
        .map(figure ->
            "<div class=\"figure\"><span>%s</span><strong>%s</strong><small>%s</small></div>"
                .formatted(escape(figure.name()), escape(figure.value()), escape(figure.note())))
        .collect(Collectors.joining("\n"));
  }

  private static String phases(List<Phase> phases) {
    return phases.stream()
        .map(phase ->
            String.format(
                Locale.ROOT,
                "<tr><td>%s</td><td>%,d</td><td>%.1f s</td><td>%,.1f</td></tr>",
                escape(phase.name()),
                phase.images(),
                phase.took().toMillis() / 1000.0,
                phase.imagesPerSecond()))
        .collect(Collectors.joining("\n"));
  }

  private static String count(List<QueryRow> queries, Verdict verdict) {
    return Long.toString(queries.stream().filter(query -> query.verdict() == verdict).count());
  }
}
