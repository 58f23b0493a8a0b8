package dev.cairn.standalone.demo.report;

import static dev.cairn.standalone.html.Html.escape;

import dev.cairn.standalone.html.Figure;
import dev.cairn.standalone.html.Html;
import dev.cairn.standalone.html.Page;
import dev.cairn.standalone.html.Thumbnails;
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
    String body =
        Html.fill(
            Html.resource(HtmlReport.class, "report.html"),
            Map.of(
                "figures", Figure.boxes(model.figures()),
                "phases", phases(model.phases()),
                "histogram", new Histogram(model.queries()).svg(),
                "all", Integer.toString(model.queries().size()),
                "right", count(model.queries(), Verdict.RIGHT),
                "wrong", count(model.queries(), Verdict.WRONG),
                "other", count(model.queries(), Verdict.NON_LANDMARK),
                "queries", cards,
                "script", Html.resource(HtmlReport.class, "report.js")));
    String style = Html.resource(HtmlReport.class, "report.css") + thumbnails.css();
    return new Page(model.title(), model.summary(), style, body).html();
  }

  private static String cards(List<QueryRow> queries, Thumbnails thumbnails) {
    return IntStream.range(0, queries.size())
        .mapToObj(i -> new QueryCard(queries.get(i), i, thumbnails).html())
        .collect(Collectors.joining());
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
