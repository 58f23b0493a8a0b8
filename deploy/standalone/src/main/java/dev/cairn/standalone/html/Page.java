package dev.cairn.standalone.html;

import static dev.cairn.standalone.html.Html.escape;

import java.util.Map;

/**
 * A page with its style inside, readable on a light and on a dark screen.
 *
 * @param title any text
 * @param summary any text; a sentence below the title
 * @param style CSS beside what all pages share
 * @param body markup; texts in it are escaped already
 */
public record Page(String title, String summary, String style, String body) {

  public String html() {
    return Html.fill(
        Html.resource(Page.class, "page.html"),
        Map.of(
            "title",
            escape(title),
            "summary",
            escape(summary),
            "style",
            Html.resource(Page.class, "page.css") + style,
            "body",
            body));
  }
}
