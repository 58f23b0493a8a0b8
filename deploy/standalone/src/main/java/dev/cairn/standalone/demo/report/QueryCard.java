package dev.cairn.standalone.demo.report;

import static dev.cairn.standalone.html.Html.escape;
import static dev.cairn.standalone.html.Html.number;

import dev.cairn.standalone.html.Html;
import dev.cairn.standalone.html.Thumbnails;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The part of the page about one query. */
record QueryCard(QueryRow query, int position, Thumbnails thumbnails) {

  private static final String TEMPLATE = Html.resource(QueryCard.class, "query.html");

  String html() {
    Verdict verdict = query.verdict();
    return Html.fill(
        TEMPLATE,
        Map.ofEntries(
            Map.entry("verdict", verdict.cssClass),
            Map.entry("mark", verdict.mark + " " + verdict.label),
            Map.entry("position", Integer.toString(position)),
            Map.entry("sortKey", sortKey()),
            Map.entry("imageId", escape(query.imageId())),
            Map.entry("thumbnail", thumbnails.cssClass(query.jpeg())),
            Map.entry("truth", query.truth().map(Html::escape).orElse("—")),
            Map.entry("predicted", query.predicted().map(Html::escape).orElse("abstained")),
            Map.entry("confidence", number(query.confidence())),
            Map.entry("logScore", number(query.logScore())),
            Map.entry("terms", terms()),
            Map.entry("neighbours", neighbours())));
  }

  /** The log score as JavaScript reads numbers. */
  private String sortKey() {
    return Double.toString(Math.max(query.logScore(), -Double.MAX_VALUE));
  }

  private String terms() {
    return query.terms().stream()
        .map(term -> "<dt>" + escape(term.name()) + "</dt><dd>" + number(term.value()) + "</dd>")
        .collect(Collectors.joining());
  }

  private String neighbours() {
    return query.neighbours().stream().map(this::tile).collect(Collectors.joining("\n"));
  }

  private String tile(QueryRow.NeighbourTile neighbour) {
    boolean same = query.truth().filter(neighbour.landmark()::equals).isPresent();
    return String.format(
        Locale.ROOT,
        """
        <li class="%s"><span class="photo %s" role="img" aria-label="%s"></span>
        <b>%s</b><small>%s</small><meter min="0" max="1" value="%.4f"></meter><data>%.3f</data></li>\
        """,
        same ? "same" : "differs",
        thumbnails.cssClass(neighbour.jpeg()),
        escape(neighbour.imageId()),
        escape(neighbour.landmark()),
        escape(neighbour.imageId()),
        Math.clamp(neighbour.cosine(), 0, 1),
        neighbour.cosine());
  }
}
