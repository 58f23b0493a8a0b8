package dev.cairn.standalone.command;

import dev.cairn.schemas.avro.CancelTraining;
import dev.cairn.standalone.client.ConnectionOptions;
import dev.cairn.standalone.client.TrainingClient;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "cancel",
    mixinStandardHelpOptions = true,
    description = "Ends a stage at its next step.")
final class TrainCancelCommand implements Callable<Integer> {
  @Mixin ConnectionOptions connection;

  @Option(names = "--model", required = true, paramLabel = "NAME", description = "Model name.")
  String model;

  @Option(names = "--stage", required = true, paramLabel = "ID", description = "Stage id.")
  String stage;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    TrainingClient.send(connection.connect(), model, new CancelTraining(model, stage));
    spec.commandLine().getOut().printf("Asked %s/%s to end.%n", model, stage);
    return 0;
  }
}
