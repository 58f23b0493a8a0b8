package dev.cairn.standalone.evaluation;

import dev.cairn.rerank.evaluate.Coverage.Point;
import dev.cairn.rerank.evaluate.EvaluationReport;
import dev.cairn.rerank.evaluate.LandmarkResult;
import dev.cairn.rerank.evaluate.Query;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

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
        Stream.concat(
            PRECISIONS.stream()
                .map(precision ->
                    threshold(percent(precision), report.coverage().atPrecision(precision))),
            report.coverage().points().reversed().stream()
                .limit(1)
                .map(last -> threshold("any: " + percent(last.precision()), Optional.of(last)))));
  }

  private static List<String> threshold(String precision, Optional<Point> point) {
    return point
        .map(at ->
            List.of(
                precision,
                score(at.logScore()),
                percent(at.coverage()),
                "%d of %d".formatted(at.answered(), at.queries()),
                Integer.toString(at.right())))
        .orElse(List.of(precision, "not reached", NONE, NONE, NONE));
  }

  Table landmarks() {
    return Table.first(
        rows,
        "Landmarks, the most mistakes first",
        List.of("landmark", "#queries", "#right", "#accuracy", "most often taken for", "#times"),
        report.landmarks().stream()
            .sorted(Comparator.comparingInt(LandmarkResult::wrong).reversed())
            .map(landmark ->
                List.of(
                    landmark.landmarkId(),
                    Integer.toString(landmark.queries()),
                    Integer.toString(landmark.right()),
                    percent(landmark.accuracy()),
                    landmark.confusion().map(most -> most.predictedId()).orElse(NONE),
                    landmark
                        .confusion()
                        .map(most -> Integer.toString(most.count()))
                        .orElse(NONE))));
  }

  Table confusions() {
    return Table.first(
        rows,
        "Confusions, the most confident first",
        List.of("landmark", "taken for", "#times", "#highest log score", "query"),
        report.confusions().stream()
            .map(confusion ->
                List.of(
                    confusion.landmarkId(),
                    confusion.predictedId(),
                    Integer.toString(confusion.count()),
                    score(confusion.worst().logScore()),
                    confusion.worst().id())));
  }

  Table falseAlarms() {
    return Table.first(
        rows,
        "Non-landmark queries answered, the most confident first",
        List.of("query", "taken for", "#log score", "#right queries below"),
        report.falseAlarms().stream()
            .map(query ->
                List.of(
                    query.id(),
                    query.predicted().orElseThrow(),
                    score(query.logScore()),
                    rightBelow(query))));
  }

  /** A non-landmark above many right answers cannot be told from them by a threshold. */
  private String rightBelow(Query falseAlarm) {
    long below =
        report.queries().stream()
            .filter(Query::isRight)
            .filter(query -> query.logScore() < falseAlarm.logScore())
            .count();
    return "%d of %d".formatted(below, report.right());
  }

  Table unanswered() {
    return Table.first(
        rows,
        "Queries without a landmark, by reason",
        List.of("reason", "#landmark queries", "#non-landmark queries"),
        report.unanswered().stream()
            .map(reason ->
                List.of(
                    reason.reason(),
                    Integer.toString(reason.landmarkQueries()),
                    Integer.toString(reason.nonLandmarkQueries()))));
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  static String score(double logScore) {
    return String.format(Locale.ROOT, "%.3f", logScore);
  }
}
