package dev.cairn.standalone.demo;

import dev.cairn.rerank.evaluate.EvaluationFiles;
import dev.cairn.rerank.evaluate.EvaluationReport;
import dev.cairn.rerank.evaluate.Evaluator;
import dev.cairn.schemas.topic.Topic;
import dev.cairn.standalone.client.Installation;
import dev.cairn.standalone.client.PredictionCsv;
import dev.cairn.standalone.client.Progress;
import dev.cairn.standalone.demo.render.DemoPhotographs;
import dev.cairn.standalone.up.Ports;
import dev.cairn.standalone.up.Standalone;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;

/** The demo from nothing to its report. */
public final class Demo {
  private static final long SEED = 1;

  private Demo() {}

  /**
   * Runs the demo and prints its summary.
   *
   * @throws dev.cairn.schemas.error.CairnException when photographs, ports or space are missing, or
   *     a training stage fails
   */
  public static void run(DemoOptions options, PrintWriter out)
      throws IOException, InterruptedException {
    DemoFolder folder = DemoFolder.fresh(options.work());
    DemoPhotos photos = photographs(options, folder);
    out.printf(
        "%d gallery photographs, %d queries. Everything goes to %s%n",
        photos.gallery().photos().size(), photos.queries().photos().size(), options.work());
    out.flush();
    DemoPlan plan = new DemoPlan(options.architecture(), options.imageSize(), options.epochs());
    DemoAnswers answers;
    try (Standalone standalone = Standalone.start(folder.work(), Ports.FREE)) {
      Installation cairn =
          new Installation(standalone.bootstrapServers(), Topic.DEFAULT_PREFIX, folder.work());
      answers = new DemoRun(cairn, photos, plan, out, standalone::throwFailure).run();
    }
    PredictionCsv.write(folder.predictions(), answers.predictions());
    TruthCsv.write(folder.truth(), photos.truth());
    EvaluationReport evaluation =
        Evaluator.evaluate(
            EvaluationFiles.readPredictions(folder.predictions()),
            EvaluationFiles.readTruth(folder.truth()));
    DemoFigures figures = new DemoFigures(photos, answers, evaluation);
    DemoReport.write(folder.report(), photos, answers, figures);
    DemoSummary.print(out, folder, answers, figures);
  }

  private static DemoPhotos photographs(DemoOptions options, DemoFolder folder) throws IOException {
    if (options.photos().isPresent()) {
      return DemoPhotos.of(options.photos().get(), options.queries(), options.nonLandmark());
    }
    Path drawn = folder.photographs();
    try (Progress progress = Progress.start("drawing photographs", -1)) {
      DemoPhotographs.write(
          drawn,
          SEED,
          (done, total) -> {
            progress.total(total);
            progress.at(done);
          });
    }
    return DemoPhotos.of(
        drawn.resolve("gallery"),
        options.queries().or(() -> Optional.of(drawn.resolve("queries"))),
        options.nonLandmark().or(() -> Optional.of(drawn.resolve("non-landmark"))));
  }
}
