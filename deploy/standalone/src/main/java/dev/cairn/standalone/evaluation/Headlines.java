package dev.cairn.standalone.evaluation;

import dev.cairn.rerank.evaluate.EvaluationReport;
import dev.cairn.rerank.evaluate.Retrieval;
import dev.cairn.standalone.html.Figure;
import dev.cairn.standalone.html.Html;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The most important figures, as boxes of a page. */
final class Headlines {
  private Headlines() {}

  static String boxes(Evaluation evaluation) {
    EvaluationReport report = evaluation.report();
    return Figure.boxes(
        List.of(
            new Figure("GAP", number(report.gap()), "non-landmark queries included"),
            new Figure(
                "Accuracy@1",
                number(report.accuracy()),
                "%,d of %,d landmark queries".formatted(report.right(), report.landmarkQueries())),
            retrieval(evaluation.retrieval()),
            new Figure(
                "Coverage at 95 % precision",
                report
                    .coverage()
                    .atPrecision(0.95)
                    .map(at -> Tables.percent(at.coverage()))
                    .orElse("none"),
                "share of all queries that can be answered"),
            new Figure(
                "Non-landmarks answered",
                "%,d".formatted(report.falseAlarms().size()),
                "of %,d non-landmark queries".formatted(report.nonLandmarkQueries()))));
  }

  private static Figure retrieval(Optional<Retrieval> retrieval) {
    return new Figure(
        "mAP@100",
        number(retrieval.map(Retrieval::map).orElse(OptionalDouble.empty())),
        retrieval
            .map(known ->
                "%s, which allow %s".formatted(Summary.knownTo(known), number(known.reachable())))
            .orElse("not known from a file"));
  }

  private static String number(OptionalDouble value) {
    return Html.number(value.orElse(Double.NaN));
  }
}
