package dev.cairn.standalone.html;

import static dev.cairn.standalone.html.Html.escape;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A headline figure, already formatted.
 *
 * @param note what it is measured on
 */
public record Figure(String name, String value, String note) {

  /** The figures as boxes of a page, most important first. */
  public static String boxes(List<Figure> figures) {
    return figures.stream()
        .map(figure ->
            "<div class=\"figure\"><span>%s</span><strong>%s</strong><small>%s</small></div>"
                .formatted(escape(figure.name), escape(figure.value), escape(figure.note)))
        .collect(Collectors.joining("\n", "<section class=\"figures\">\n", "\n</section>"));
  }
}
