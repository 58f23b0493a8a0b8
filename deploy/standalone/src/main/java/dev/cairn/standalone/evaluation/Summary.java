package dev.cairn.standalone.evaluation;

import dev.cairn.rerank.evaluate.EvaluationReport;
import dev.cairn.rerank.evaluate.Retrieval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** The figures of an evaluation that are a single number. */
final class Summary {
  private Summary() {}

  /**
   * @param value empty where there is nothing to count or it is not known
   * @param note what a reader must know about it, or nothing
   */
  record Line(String name, Optional<Number> value, String note) {

    /** Four places, or as it is when whole; a dash for none. */
    String text() {
      return value
          .map(number ->
              number instanceof Double share
                  ? String.format(Locale.ROOT, "%.4f", share)
                  : number.toString())
          .orElse("-");
    }
  }

  static List<Line> of(Evaluation evaluation) {
    EvaluationReport report = evaluation.report();
    List<Line> lines = new ArrayList<>();
    lines.add(line("landmark queries", report.landmarkQueries()));
    lines.add(line("right", report.right()));
    lines.add(line("accuracy@1", report.accuracy()));
    lines.add(line("GAP", report.gap()));
    evaluation.retrieval().ifPresent(retrieval -> lines.addAll(of(retrieval)));
    evaluation
        .predictions()
        .gallery()
        .ifPresent(gallery -> lines.add(line("gallery images", gallery.images())));
    lines.add(line("non-landmark queries", report.nonLandmarkQueries()));
    lines.add(line("non-landmark queries answered", report.falseAlarms().size()));
    lines.add(line("non-landmarks below right median", report.scores().nonLandmarksBelowRight()));
    lines.add(line("median log score, right", report.scores().medianRight()));
    lines.add(line("median log score, wrong", report.scores().medianWrong()));
    lines.add(line("median log score, non-landmark", report.scores().medianNonLandmark()));
    lines.add(line("without a prediction", report.missing()));
    lines.add(line("predictions not in the truth", report.unknown()));
    evaluation
        .predictions()
        .gallery()
        .ifPresent(
            _ -> lines.add(line("queries in the gallery", evaluation.overlap().gallery().size())));
    if (!evaluation.overlap().nonLandmarkSet().isEmpty()) {
      lines.add(
          line("queries in the non-landmark set", evaluation.overlap().nonLandmarkSet().size()));
    }
    return lines;
  }

  /** All lines as a table. */
  static Table table(Evaluation evaluation) {
    List<Line> lines = of(evaluation);
    return Table.first(
        lines.size(),
        "All figures",
        List.of("figure", "#value", "note"),
        lines,
        line -> List.of(line.name(), line.text(), line.note()));
  }

  private static List<Line> of(Retrieval retrieval) {
    return List.of(
        new Line("mAP@100", boxed(retrieval.map()), knownTo(retrieval)),
        new Line(
            "mAP@100 that these neighbours allow",
            boxed(retrieval.reachable()),
            "if all of them showed the right landmark"),
        new Line(
            "landmark queries not in the gallery",
            Optional.of(retrieval.outsideGallery()),
            "no image of their landmark; left out of mAP"));
  }

  /** How deep the ranking is known, such as {@code neighbours known to rank 5}. */
  static String knownTo(Retrieval retrieval) {
    return "neighbours known to rank "
        + (retrieval.fewest() == retrieval.most()
            ? "%d".formatted(retrieval.most())
            : "%d to %d".formatted(retrieval.fewest(), retrieval.most()));
  }

  private static Line line(String name, int value) {
    return new Line(name, Optional.of(value), "");
  }

  private static Line line(String name, OptionalDouble value) {
    return new Line(name, boxed(value), "");
  }

  private static Optional<Number> boxed(OptionalDouble value) {
    return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
  }
}
