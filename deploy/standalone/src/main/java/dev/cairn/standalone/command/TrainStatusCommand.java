package dev.cairn.standalone.command;

import dev.cairn.standalone.client.ConnectionOptions;
import dev.cairn.standalone.client.LiveScreen;
import dev.cairn.standalone.client.TrainingScan;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = {
      "Shows every stage with its figures, the open ones last and marked with >.",
      "",
      "  cairn train status",
      "  cairn train status --model b0 --live",
      "",
      "Loss is that of the last step while a stage trains, else of its last epoch; accuracy and"
          + " GAP are of its last validation, lr is the learning rate, data wait the share of the"
          + " time spent waiting for images, and left is until the last epoch ends. A narrow"
          + " terminal shows fewer columns.",
      ""
    })
final class TrainStatusCommand implements Callable<Integer> {
  @Mixin ConnectionOptions connection;

  @Option(names = "--model", paramLabel = "NAME", description = "Only this model.")
  String model;

  @Option(
      names = "--live",
      description = {
        "Keep the table up to date until Ctrl-C. Where standard output is no terminal, a line for"
            + " each event follows the table."
      })
  boolean live;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (TrainingScan scan = new TrainingScan(connection.connect());
        LiveScreen screen = LiveScreen.open().orElse(null)) {
      TrainingDisplay display =
          new TrainingDisplay(scan, Optional.ofNullable(model), spec.commandLine().getOut());
      if (screen == null) {
        display.inLines(live);
      } else {
        display.onScreen(screen, live);
      }
    }
    return 0;
  }
}
