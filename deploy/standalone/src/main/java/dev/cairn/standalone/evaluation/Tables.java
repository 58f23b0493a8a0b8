package dev.cairn.standalone.evaluation;

import dev.cairn.rerank.evaluate.Confusion;
import dev.cairn.rerank.evaluate.Coverage.Point;
import dev.cairn.rerank.evaluate.EvaluationReport;
import dev.cairn.rerank.evaluate.LandmarkResult;
import dev.cairn.rerank.evaluate.Query;
import dev.cairn.rerank.evaluate.Unanswered;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The tables of an evaluation.
 *
 * @param rows how many of each are shown
 */
record Tables(EvaluationReport report, int rows) {
  /** Precisions that a threshold is asked for. */
  static final List<Double> PRECISIONS = List.of(0.9, 0.95, 0.99);

  private static final String NONE = "-";

  List<Table> all() {
    return List.of(thresholds(), landmarks(), confusions(), falseAlarms(), unanswered());
  }

  Table thresholds() {
    return Table.first(
        rows,
        "Lowest threshold for a precision",
        List.of("#precision", "#log score", "#coverage", "#answered", "#right"),
        PRECISIONS,
        this::threshold);
  }

  private List<String> threshold(double precision) {
    Optional<Point> reached = report.coverage().atPrecision(precision);
    return List.of(
        percent(precision),
        reached.map(at -> score(at.logScore())).orElse("not reached"),
        reached.map(at -> percent(at.coverage())).orElse(NONE),
        reached.map(at -> of(at.answered(), at.queries())).orElse(NONE),
        reached.map(at -> of(at.right(), report.landmarkQueries())).orElse(NONE));
  }

  Table landmarks() {
    return Table.first(
        rows,
        "Landmarks, the most mistakes first",
        List.of("landmark", "#queries", "#right", "#accuracy", "most often taken for", "#times"),
        report.landmarks().stream()
            .sorted(Comparator.comparingInt(LandmarkResult::wrong).reversed())
            .toList(),
        landmark ->
            List.of(
                landmark.landmarkId(),
                Integer.toString(landmark.queries()),
                Integer.toString(landmark.right()),
                percent(landmark.accuracy()),
                landmark.confusion().map(Confusion::predictedId).orElse(NONE),
                landmark.confusion().map(most -> Integer.toString(most.count())).orElse(NONE)));
  }

  Table confusions() {
    return Table.first(
        rows,
        "Confusions, the most confident first",
        List.of("landmark", "taken for", "#times", "#highest log score", "query"),
        report.confusions(),
        confusion ->
            List.of(
                confusion.landmarkId(),
                confusion.predictedId(),
                Integer.toString(confusion.count()),
                score(confusion.worst().logScore()),
                confusion.worst().id()));
  }

  Table falseAlarms() {
    return Table.first(
        rows,
        "Non-landmark queries answered, the most confident first",
        List.of("query", "taken for", "#log score", "#right answers below"),
        report.falseAlarms(),
        query ->
            List.of(
                query.id(),
                query.predicted().orElseThrow(),
                score(query.logScore()),
                rightBelow(query)));
  }

  /** Right answers that a threshold above this query would take away. */
  String rightBelow(Query falseAlarm) {
    long below =
        report.queries().stream()
            .filter(Query::isRight)
            .filter(query -> query.logScore() <= falseAlarm.logScore())
            .count();
    return of(below, report.right());
  }

  Table unanswered() {
    return Table.first(
        rows,
        "Queries without a landmark, by reason",
        List.of("reason", "#landmark queries", "#non-landmark queries"),
        report.unanswered(),
        (Unanswered reason) ->
            List.of(
                reason.reason(),
                Integer.toString(reason.landmarkQueries()),
                Integer.toString(reason.nonLandmarkQueries())));
  }

  private static String of(long part, int all) {
    return "%,d of %,d".formatted(part, all);
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  static String score(double logScore) {
    return String.format(Locale.ROOT, "%.3f", logScore);
  }
}
