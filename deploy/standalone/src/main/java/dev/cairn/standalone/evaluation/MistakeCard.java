package dev.cairn.standalone.evaluation;

import static dev.cairn.standalone.html.Html.escape;
import static dev.cairn.standalone.html.Html.number;

import dev.cairn.rerank.evaluate.Query;
import dev.cairn.schemas.avro.Neighbour;
import dev.cairn.standalone.html.Html;
import dev.cairn.standalone.html.Thumbnails;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * A wrong answer: the query's photograph beside its nearest gallery image.
 *
 * @param note what makes it worse, in words
 * @param nearest the first of its neighbours, where it is known and there is one
 */
record MistakeCard(Query query, String note, Optional<Neighbour> nearest) {
  private static final String TEMPLATE = Html.resource(MistakeCard.class, "mistake.html");

  String html(Photographs photographs, Thumbnails thumbnails) throws IOException {
    return Html.fill(
        TEMPLATE,
        Map.of(
            "truth", query.truth().landmarkId().map(Html::escape).orElse("no landmark"),
            "predicted", escape(query.predicted().orElseThrow()),
            "note", escape(note),
            "score", number(query.logScore()),
            "query", photo(photographs.ofQuery(query.id()), thumbnails),
            "queryId", escape(query.id()),
            "nearest", nearestPhoto(photographs, thumbnails),
            "nearestId", nearest.map(near -> escape(near.getImageId())).orElse("nearest"),
            "nearestLandmark", nearest.map(MistakeCard::landmark).orElse("not known")));
  }

  private static String landmark(Neighbour near) {
    return escape(near.getLandmarkId()) + ", cosine " + number(near.getCosine());
  }

  private String nearestPhoto(Photographs photographs, Thumbnails thumbnails) throws IOException {
    return nearest.isPresent()
        ? photo(photographs.ofGallery(nearest.get()), thumbnails)
        : frame("missing", "gallery image not known");
  }

  private static String photo(Optional<byte[]> bytes, Thumbnails thumbnails) {
    if (bytes.isEmpty()) {
      return frame("missing", "photograph not found");
    }
    String cssClass = thumbnails.cssClass(bytes.get());
    return frame(cssClass, cssClass.equals("missing") ? "photograph not readable" : "");
  }

  private static String frame(String cssClass, String text) {
    return "<span class=\"photo %s\">%s</span>".formatted(cssClass, text);
  }
}
