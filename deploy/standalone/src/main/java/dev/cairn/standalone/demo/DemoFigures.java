package dev.cairn.standalone.demo;

import dev.cairn.rerank.evaluate.EvaluationReport;
import dev.cairn.standalone.html.Figure;
import java.util.List;
import java.util.OptionalDouble;

/** The headline figures of a run, in words. */
record DemoFigures(DemoPhotos photos, DemoAnswers answers, EvaluationReport evaluation) {

  String sentence() {
    return "%d gallery photographs of %d landmarks, %d queries, %d of them of no landmark."
        .formatted(
            photos.gallery().photos().size(),
            photos.gallery().photos().stream()
                .map(p -> p.landmarkId().orElseThrow())
                .distinct()
                .count(),
            photos.queries().photos().size(),
            evaluation.nonLandmarkQueries());
  }

  List<Figure> headlines() {
    return List.of(
        new Figure(
            "Landmark queries right",
            percent(evaluation.accuracy()),
            "%d of %d".formatted(evaluation.right(), evaluation.landmarkQueries())),
        new Figure("GAP", number(evaluation.gap()), "non-landmark queries included"),
        new Figure(
            "Non-landmarks below the median right score",
            percent(evaluation.scores().nonLandmarksBelowRight()),
            "log score: right %s, non-landmark %s"
                .formatted(
                    number(evaluation.scores().medianRight()),
                    number(evaluation.scores().medianNonLandmark()))),
        new Figure(
            "Failed images",
            Integer.toString(answers.failures().size()),
            "in the dead letters, with their codes"));
  }

  private static String percent(OptionalDouble share) {
    return share.isPresent() ? "%.1f %%".formatted(100 * share.getAsDouble()) : "none";
  }

  private static String number(OptionalDouble value) {
    return value.isPresent() ? "%.3f".formatted(value.getAsDouble()) : "none";
  }
}
