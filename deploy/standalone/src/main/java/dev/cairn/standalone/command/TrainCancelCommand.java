package dev.cairn.standalone.command;

import dev.cairn.schemas.avro.CancelTraining;
import dev.cairn.standalone.client.ConnectionOptions;
import dev.cairn.standalone.client.Installation;
import dev.cairn.standalone.client.StageWatch;
import dev.cairn.standalone.client.TrainingClient;
import dev.cairn.standalone.training.StageState;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "cancel",
    mixinStandardHelpOptions = true,
    description = {
      "Ends a stage at its next step, and waits until it has ended.",
      "",
      "  cairn train cancel --model b0 --stage b0-64",
      "",
      "What its last checkpoint holds is kept: sent again with `cairn train submit`, the stage goes"
          + " on from there. A stage that waits for its turn ends before it begins.",
      ""
    })
final class TrainCancelCommand implements Callable<Integer> {
  @Mixin ConnectionOptions connection;

  @Option(names = "--model", required = true, paramLabel = "NAME", description = "Model name.")
  String model;

  @Option(names = "--stage", required = true, paramLabel = "ID", description = "Stage id.")
  String stage;

  @Option(names = "--detach", description = "Do not wait for the end.")
  boolean detach;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Installation installation = connection.connect();
    PrintWriter out = spec.commandLine().getOut();
    try (StageWatch watch = new StageWatch(installation, model, stage)) {
      StageState state = watch.readAll().state();
      TrainingClient.send(installation, model, new CancelTraining(model, stage));
      if (watch.stage().turns().isEmpty()) {
        out.printf(
            "Nothing has been heard of %s/%s. If it waits for its turn, it ends before it begins.%n",
            model, stage);
      } else if (!state.isOpen()) {
        out.printf(
            "%s/%s has ended: %s. If it was sent again and waits, it ends before it begins.%n",
            model, stage, state);
      } else {
        out.printf(
            "Asked %s/%s to end at its next step. Its last checkpoint is kept: sent again, it goes"
                + " on from there.%n",
            model, stage);
        out.flush();
        if (!detach) {
          watch.follow(out, () -> {});
        }
      }
    }
    return 0;
  }
}
