package dev.cairn.standalone.command;

import dev.cairn.ingest.fold.FoldsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "folds",
    mixinStandardHelpOptions = true,
    description = {
      "Adds the stratified 5-fold split of the original solution to a CSV of photographs.",
      "",
      "Reads the columns id and landmark_id, writes id,landmark_id,fold in the same order. The same",
      "rows always get the same folds.",
      ""
    })
final class FoldsCommand implements Callable<Integer> {
  @Parameters(paramLabel = "CSV", description = "Such as train.csv.")
  Path input;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "train_0.csv",
      description = "Where to write (default: ${DEFAULT-VALUE}).")
  Path output;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    int rows = FoldsFile.write(input, output);
    spec.commandLine().getOut().printf("%d rows: %s%n", rows, output);
    return 0;
  }
}
