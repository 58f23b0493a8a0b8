package dev.cairn.standalone.command;

import dev.cairn.rerank.evaluate.EvaluationFiles;
import dev.cairn.rerank.evaluate.EvaluationReport;
import dev.cairn.rerank.evaluate.EvaluationReport.Confusion;
import dev.cairn.rerank.evaluate.Evaluator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = {
      "Holds predictions against the truth.",
      "",
      "predictions.csv is id,landmark_id,confidence,log_score as `cairn export` writes it; truth.csv",
      "is id,landmark_id, empty for photographs of no landmark. A query without a prediction is wrong.",
      ""
    })
final class EvaluateCommand implements Callable<Integer> {
  private static final int CONFUSIONS_SHOWN = 10;

  @Option(
      names = "--predictions",
      paramLabel = "CSV",
      defaultValue = "predictions.csv",
      description = "Default: ${DEFAULT-VALUE}.")
  Path predictions;

  @Option(
      names = "--truth",
      paramLabel = "CSV",
      defaultValue = "truth.csv",
      description = "Default: ${DEFAULT-VALUE}.")
  Path truth;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    EvaluationReport report =
        Evaluator.evaluate(
            EvaluationFiles.readPredictions(predictions), EvaluationFiles.readTruth(truth));
    print(spec.commandLine().getOut(), report);
    return 0;
  }

  private static void print(PrintWriter out, EvaluationReport report) {
    line(out, "landmark queries", report.landmarkQueries());
    line(out, "  right", report.right());
    line(out, "  accuracy", report.accuracy());
    line(out, "non-landmark queries", report.nonLandmarkQueries());
    line(out, "without a prediction", report.missing());
    line(out, "predictions not in the truth", report.unknown());
    line(out, "GAP", report.gap());
    line(out, "median log score, right", report.scores().medianRight());
    line(out, "median log score, wrong", report.scores().medianWrong());
    line(out, "median log score, non-landmark", report.scores().medianNonLandmark());
    line(out, "non-landmarks below right median", report.scores().nonLandmarksBelowRight());
    for (Confusion confusion : report.confusions().stream().limit(CONFUSIONS_SHOWN).toList()) {
      out.printf(
          "%4d x %s taken for %s%n",
          confusion.count(), confusion.landmarkId(), confusion.predictedId());
    }
  }

  private static void line(PrintWriter out, String name, int value) {
    out.printf("%-34s %d%n", name, value);
  }

  private static void line(PrintWriter out, String name, OptionalDouble value) {
    out.printf(
        "%-34s %s%n", name, value.isPresent() ? "%.4f".formatted(value.getAsDouble()) : "none");
  }
}
