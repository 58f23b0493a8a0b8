package dev.cairn.standalone.command;

import dev.cairn.standalone.client.AnsweredBatch;
import dev.cairn.standalone.client.ConnectionOptions;
import dev.cairn.standalone.client.FailedImage;
import dev.cairn.standalone.client.KaggleCsv;
import dev.cairn.standalone.client.PredictionCsv;
import dev.cairn.standalone.training.Words;
import java.io.IOException;
import java.io.PrintWriter;
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
      "  cairn export --batch ID",
      "  cairn export --batch ID --kaggle --out submission.csv",
      "",
      "Waits until every image of the batch is answered, unless --no-wait is given. An abstention"
          + " has an empty landmark; an image that failed has no row and is told.",
      "",
      "With --kaggle the file is id,landmarks as the Google Landmark Recognition competitions take"
          + " it: a row for every query, `<landmark> <confidence>` or nothing. The confidence is"
          + " 0.5 / (1 - log score) for log scores up to 0, and 1 - 0.5 / (1 + log score) above:"
          + " -200 becomes 0.0025, where the score itself, e^-200, is 0 to who reads it in single"
          + " precision. Only the order counts there; it is kept, and ties stay ties.",
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

  @Option(names = "--kaggle", description = "Write a submission: id,landmarks.")
  boolean kaggle;

  @Option(names = "--no-wait", description = "Write what is there now.")
  boolean noWait;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    AnsweredBatch batch = AnsweredBatch.read(connection.connect(), batchId, !noWait);
    if (kaggle) {
      KaggleCsv.write(out, batch);
    } else {
      PredictionCsv.write(out, batch.predictions());
    }
    PrintWriter terminal = spec.commandLine().getOut();
    terminal.printf(
        "%d predictions of %d images: %s%n", batch.predictions().size(), batch.images(), out);
    for (FailedImage failed : batch.failures()) {
      terminal.printf(
          "  %s failed: %s%n",
          Words.line(failed.imageId()), Words.line(failed.code() + " " + failed.message()));
    }
    return 0;
  }
}
