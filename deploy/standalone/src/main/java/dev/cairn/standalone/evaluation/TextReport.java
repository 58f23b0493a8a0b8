package dev.cairn.standalone.evaluation;

import dev.cairn.standalone.training.Words;
import java.util.List;
import java.util.stream.Stream;

/** An evaluation on a terminal. */
public final class TextReport {
  private static final int ROWS = 10;

  private TextReport() {}

  /** Its lines: figures, tables with the first rows of each, and what to know about them. */
  public static List<String> lines(Evaluation evaluation) {
    return Stream.of(
            Summary.of(evaluation).stream().map(TextReport::line),
            new Tables(evaluation.report(), ROWS).all().stream().flatMap(t -> t.lines().stream()),
            notes(evaluation.notes()))
        .flatMap(part -> part)
        .toList();
  }

  private static String line(Summary.Line line) {
    return "%-36s %12s  %s".formatted(line.name(), line.text(), line.note()).stripTrailing();
  }

  private static Stream<String> notes(List<String> notes) {
    return notes.isEmpty()
        ? Stream.empty()
        : Stream.concat(Stream.of(""), notes.stream().map(note -> "Note: " + Words.line(note)));
  }
}
