package dev.cairn.standalone.replay;

import static dev.cairn.standalone.evaluation.Table.NUMBER;

import dev.cairn.rerank.tune.FoldResult;
import dev.cairn.rerank.tune.Setting;
import dev.cairn.rerank.tune.Tuning;
import dev.cairn.standalone.evaluation.Table;
import dev.cairn.standalone.training.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A tuning on a terminal. */
public final class TuningReport {
  private TuningReport() {}

  /** Its lines: values and GAP beside those of the defaults, folds, warnings. */
  public static List<String> lines(Tuning tuning) {
    return Stream.of(
            Stream.of(headline(tuning)),
            values(tuning).lines().stream(),
            folds(tuning).lines().stream(),
            Stream.of(
                "", "Values of a fold are chosen on the others, in the order of the table above."),
            tuning.warnings().stream().map(warning -> "Warning: " + warning))
        .flatMap(part -> part)
        .toList();
  }

  private static String headline(Tuning tuning) {
    return "%s on %s, %s of them of landmarks: %s tried."
        .formatted(
            tuning.space().strategy(),
            Words.count(tuning.samples().size()) + " queries",
            Words.count(tuning.landmarkQueries()),
            Words.count(tuning.settings(), "setting"));
  }

  private static Table values(Tuning tuning) {
    Map<String, String> usual = tuning.space().properties(tuning.space().usual());
    List<List<String>> rows = new ArrayList<>();
    tuning
        .space()
        .properties(tuning.chosen())
        .forEach((name, value) -> rows.add(List.of(name, usual.get(name), value)));
    rows.removeFirst(); // the name of the strategy
    rows.add(List.of("GAP", four(tuning.usualGap()), four(tuning.chosenGap())));
    rows.add(
        List.of("GAP, cross-validated", four(tuning.usualFoldGap()), four(tuning.chosenFoldGap())));
    return new Table("Values", List.of("", NUMBER + "defaults", NUMBER + "chosen"), rows, 0);
  }

  private static Table folds(Tuning tuning) {
    List<List<String>> rows = new ArrayList<>();
    for (FoldResult fold : tuning.folds()) {
      rows.add(
          List.of(
              Integer.toString(rows.size() + 1),
              Words.count(fold.queries()),
              four(fold.usualGap()),
              four(fold.chosenGap()),
              values(tuning, fold.chosen())));
    }
    return new Table(
        "GAP of each fold",
        List.of(
            NUMBER + "fold", NUMBER + "queries", NUMBER + "defaults", NUMBER + "chosen", "values"),
        rows,
        0);
  }

  private static String values(Tuning tuning, Setting setting) {
    return tuning.space().properties(setting).values().stream()
        .skip(1) // the name of the strategy
        .collect(Collectors.joining(" "));
  }

  private static String four(double gap) {
    return String.format(Locale.ROOT, "%.4f", gap);
  }
}
