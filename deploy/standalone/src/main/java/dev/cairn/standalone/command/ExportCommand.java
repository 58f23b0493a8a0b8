package dev.cairn.standalone.command;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.standalone.client.BatchAnswers;
import dev.cairn.standalone.client.ConnectionOptions;
import dev.cairn.standalone.client.FailedImage;
import dev.cairn.standalone.client.PredictionCsv;
import dev.cairn.standalone.client.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Writes the predictions of a batch as CSV: id,landmark_id,confidence,log_score.",
      "",
      "Waits until every image of the batch is answered, unless --no-wait is given.",
      ""
    })
final class ExportCommand implements Callable<Integer> {
  @Mixin ConnectionOptions connection;

  @Option(
      names = "--batch",
      required = true,
      paramLabel = "ID",
      description = "The batch, as `cairn publish` printed it.")
  String batchId;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "predictions.csv",
      description = "Where to write (default: ${DEFAULT-VALUE}).")
  Path out;

  @Option(names = "--no-wait", description = "Write what is there now.")
  boolean noWait;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (BatchAnswers answers = new BatchAnswers(connection.connect(), batchId)) {
      answers.readAll();
      long images = answers.published().orElseThrow(this::unknownBatch);
      if (answers.ofGallery()) {
        throw new CairnException(
            ErrorCode.BATCH_NOT_FOUND,
            "%s is a batch of the gallery, which has no predictions. Publish queries without --gallery and --non-landmark."
                .formatted(batchId));
      }
      if (!noWait) {
        try (Progress progress = Progress.start("predictions", images)) {
          answers.awaitComplete(a -> progress.at(a.answered()));
        }
      }
      PredictionCsv.write(out, answers.predictions());
      var terminal = spec.commandLine().getOut();
      terminal.printf(
          "%d predictions of %d images: %s%n", answers.predictions().size(), images, out);
      for (FailedImage failed : answers.failures()) {
        terminal.printf("  %s failed: %s %s%n", failed.imageId(), failed.code(), failed.message());
      }
    }
    return 0;
  }

  private CairnException unknownBatch() {
    return new CairnException(
        ErrorCode.BATCH_NOT_FOUND,
        "No batch has the id %s. `cairn watch batches --from-beginning` lists them."
            .formatted(batchId));
  }
}
