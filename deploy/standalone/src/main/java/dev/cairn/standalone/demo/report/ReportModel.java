package dev.cairn.standalone.demo.report;

import dev.cairn.standalone.html.Figure;
import java.util.List;

/**
 * What a report shows.
 *
 * @param summary one sentence below the title
 * @param figures headline figures, most important first
 * @param phases what was done, in order
 */
public record ReportModel(
    String title,
    String summary,
    List<Figure> figures,
    List<Phase> phases,
    List<QueryRow> queries) {

  public ReportModel {
    figures = List.copyOf(figures);
    phases = List.copyOf(phases);
    queries = List.copyOf(queries);
  }
}
