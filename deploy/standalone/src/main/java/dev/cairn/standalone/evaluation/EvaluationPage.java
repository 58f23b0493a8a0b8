package dev.cairn.standalone.evaluation;

import static dev.cairn.standalone.html.Html.escape;

import dev.cairn.rerank.evaluate.Confusion;
import dev.cairn.rerank.evaluate.EvaluationReport;
import dev.cairn.rerank.evaluate.Query;
import dev.cairn.standalone.html.Html;
import dev.cairn.standalone.html.Page;
import dev.cairn.standalone.html.Thumbnails;
import dev.cairn.standalone.html.chart.Chart;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An evaluation as one HTML file that needs nothing else. Every text of a message is escaped. */
public record EvaluationPage(Evaluation evaluation) {
  private static final int CARDS = 24;
  private static final int ROWS = 200;

  /** Ids of the queries whose photographs the page shows. */
  public Set<String> queryIds() {
    return Stream.concat(confusions().stream().map(Confusion::worst), falseAlarms().stream())
        .map(Query::id)
        .collect(Collectors.toSet());
  }

  private List<Confusion> confusions() {
    return evaluation.report().confusions().stream().limit(CARDS).toList();
  }

  private List<Query> falseAlarms() {
    return evaluation.report().falseAlarms().stream().limit(CARDS).toList();
  }

  public String html(Photographs photographs) throws IOException {
    Thumbnails thumbnails = new Thumbnails();
    EvaluationReport report = evaluation.report();
    Tables tables = tables();
    String body =
        Html.fill(
            Html.resource(EvaluationPage.class, "evaluation.html"),
            Map.of(
                "figures", Headlines.boxes(evaluation),
                "notes", notes(),
                "chart", new CoverageChart(report.coverage()).panel(),
                "thresholds", tables.thresholds().panel(),
                "confusionCards", confusionCards(photographs, thumbnails),
                "falseAlarmCards", falseAlarmCards(photographs, thumbnails),
                "tables",
                    Stream.of(
                            tables.landmarks(),
                            tables.confusions(),
                            tables.falseAlarms(),
                            tables.unanswered(),
                            Summary.table(evaluation))
                        .map(Table::panel)
                        .collect(Collectors.joining("\n"))));
    String style =
        Chart.css() + Html.resource(EvaluationPage.class, "evaluation.css") + thumbnails.css();
    return new Page(
            "Evaluation of " + evaluation.predictions().origin(), summary(report), style, body)
        .html();
  }

  private static String summary(EvaluationReport report) {
    return "%,d queries, %,d of them of no landmark; %,d landmarks."
        .formatted(report.queries().size(), report.nonLandmarkQueries(), report.landmarks().size());
  }

  private String notes() {
    return evaluation.notes().isEmpty()
        ? ""
        : evaluation.notes().stream()
            .map(note -> "<li>" + escape(note) + "</li>")
            .collect(
                Collectors.joining(
                    "\n", "<section class=\"panel\"><ul class=\"notes\">\n", "\n</ul></section>"));
  }

  private String confusionCards(Photographs photographs, Thumbnails thumbnails) throws IOException {
    StringBuilder cards = new StringBuilder();
    for (Confusion confusion : confusions()) {
      cards.append(card(confusion.worst(), times(confusion)).html(photographs, thumbnails));
    }
    return orNone(cards);
  }

  private String falseAlarmCards(Photographs photographs, Thumbnails thumbnails)
      throws IOException {
    StringBuilder cards = new StringBuilder();
    for (Query query : falseAlarms()) {
      String note = tables().rightBelow(query) + " right answers below";
      cards.append(card(query, note).html(photographs, thumbnails));
    }
    return orNone(cards);
  }

  private static String times(Confusion confusion) {
    return confusion.count() == 1 ? "once" : "%,d times".formatted(confusion.count());
  }

  private Tables tables() {
    return new Tables(evaluation.report(), ROWS);
  }

  private MistakeCard card(Query query, String note) {
    return new MistakeCard(query, note, evaluation.nearest(query.id()));
  }

  private static String orNone(StringBuilder cards) {
    return cards.isEmpty() ? "<p class=\"none\">none</p>" : cards.toString();
  }
}
