package dev.cairn.standalone.replay;

import static dev.cairn.standalone.evaluation.Table.NUMBER;

import dev.cairn.rerank.evaluate.Answer;
import dev.cairn.rerank.evaluate.EvaluationReport;
import dev.cairn.rerank.evaluate.Evaluator;
import dev.cairn.rerank.evaluate.Truth;
import dev.cairn.rerank.replay.Change;
import dev.cairn.rerank.replay.Comparison;
import dev.cairn.schemas.avro.Prediction;
import dev.cairn.standalone.evaluation.Table;
import dev.cairn.standalone.training.Words;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** A comparison on a terminal. */
public final class ComparisonReport {
  private static final int ROWS = 10;

  private ComparisonReport() {}

  /**
   * Its lines: counts, GAP and accuracy side by side, and the first changes of each kind.
   *
   * @param truths empty when none is known
   */
  public static List<String> lines(Comparison comparison, Optional<List<Truth>> truths) {
    if (comparison.recorded().isEmpty()) {
      return Stream.concat(
              Stream.of(
                  figure("queries replayed", comparison.replayed().size()),
                  "No prediction is recorded for them, so nothing is compared."),
              truths.map(known -> quality(comparison, known).lines()).orElse(List.of()).stream())
          .toList();
    }
    return Stream.of(
            counts(comparison),
            truths.map(known -> quality(comparison, known).lines()).orElse(List.of()),
            changes("Changed landmark", comparison.of(Change.Kind.CHANGED)).lines(),
            changes("Answered before, not now", comparison.of(Change.Kind.LOST)).lines(),
            changes("Answered now, not before", comparison.of(Change.Kind.GAINED)).lines(),
            moved(comparison))
        .flatMap(List::stream)
        .toList();
  }

  private static List<String> counts(Comparison comparison) {
    return List.of(
        figure("queries replayed", comparison.replayed().size()),
        figure("same landmark", comparison.of(Change.Kind.SAME).size()),
        figure("changed landmark", comparison.of(Change.Kind.CHANGED).size()),
        figure("answered before, not now", comparison.of(Change.Kind.LOST).size()),
        figure("answered now, not before", comparison.of(Change.Kind.GAINED).size()),
        figure("answered neither time", comparison.of(Change.Kind.NEVER).size()),
        figure(
            "without a recorded prediction",
            comparison.replayed().size() - comparison.recorded().size()));
  }

  private static String figure(String name, int count) {
    return "%-30s %8s".formatted(name, Words.count(count));
  }

  private static Table quality(Comparison comparison, List<Truth> truths) {
    EvaluationReport before = evaluate(comparison.recorded(), truths);
    EvaluationReport now = evaluate(comparison.replayed(), truths);
    return new Table(
        "Against the truth of %s, %s of them of landmarks"
            .formatted(Words.count(truths.size(), "image"), Words.count(before.landmarkQueries())),
        List.of("", NUMBER + "recorded", NUMBER + "replayed"),
        List.of(
            row("GAP", comparison, before.gap(), now.gap()),
            row("accuracy@1", comparison, before.accuracy(), now.accuracy())),
        0);
  }

  private static List<String> row(
      String name, Comparison comparison, OptionalDouble before, OptionalDouble now) {
    return List.of(name, comparison.recorded().isEmpty() ? Words.NONE : four(before), four(now));
  }

  private static EvaluationReport evaluate(List<Prediction> predictions, List<Truth> truths) {
    return Evaluator.evaluate(predictions.stream().map(Answer::of).toList(), truths);
  }

  private static String four(OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, "%.4f", value.getAsDouble()) : Words.NONE;
  }

  private static Table changes(String title, List<Change> changes) {
    return Table.first(
        ROWS,
        title,
        List.of("query", "recorded", "replayed"),
        changes,
        change ->
            List.of(
                change.imageId(),
                change.landmarkBefore().orElse(Words.NONE),
                change.landmarkNow().orElse(Words.NONE)));
  }

  private static List<String> moved(Comparison comparison) {
    if (!comparison.scoresCompare()) {
      return List.of(
          "", "Log scores are not compared: they are of another strategy or another generation.");
    }
    return Table.first(
            ROWS,
            "Largest changes of the log score",
            List.of("query", NUMBER + "recorded", NUMBER + "replayed", NUMBER + "change"),
            comparison.moved(),
            change ->
                List.of(
                    change.imageId(),
                    score(change.before().getLogScore()),
                    score(change.now().getLogScore()),
                    score(change.rise())))
        .lines();
  }

  private static String score(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
