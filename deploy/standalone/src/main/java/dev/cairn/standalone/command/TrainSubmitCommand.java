package dev.cairn.standalone.command;

import dev.cairn.schemas.avro.TrainStageCommand;
import dev.cairn.standalone.client.ConnectionOptions;
import dev.cairn.standalone.client.Installation;
import dev.cairn.standalone.client.StageWatch;
import dev.cairn.standalone.client.TrainingClient;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "submit",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Sends one stage of a model and follows it to its end.",
      "",
      "Example: a small first stage on a published gallery, then a larger one from its weights:",
      "  cairn train submit --model b0 --stage b0-64 --dataset batch:ID --image-size 64 --epochs 20",
      "  cairn train submit --model b0 --stage b0-96 --dataset batch:ID --image-size 96 --epochs 8 \\",
      "      --step 2 --load-from b0-64 --promote default",
      ""
    })
final class TrainSubmitCommand implements Callable<Integer> {
  @Mixin ConnectionOptions connection;

  @Option(names = "--model", required = true, paramLabel = "NAME", description = "Model name.")
  String model;

  @Option(
      names = "--stage",
      required = true,
      paramLabel = "ID",
      description = "Stage id, unique; the same id again repeats nothing.")
  String stage;

  @Option(
      names = "--dataset",
      required = true,
      paramLabel = "batch:ID",
      description = "A gallery batch, as `cairn publish --gallery` printed it.")
  String dataset;

  @Option(
      names = "--arch",
      paramLabel = "NAME",
      defaultValue = "tf_efficientnet_b0",
      description = "tf_efficientnet_b0 to b7 (default: ${DEFAULT-VALUE}).")
  String architecture;

  @Option(names = "--image-size", required = true, paramLabel = "PX", description = "In pixels.")
  int imageSize;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "32",
      description = "Images per step (default: ${DEFAULT-VALUE}).")
  int batchSize;

  @Option(
      names = "--epochs",
      required = true,
      paramLabel = "N",
      description = "Length of the learning-rate schedule.")
  int epochs;

  @Option(
      names = "--start-from-epoch",
      paramLabel = "N",
      defaultValue = "1",
      description = "First epoch to run (default: ${DEFAULT-VALUE}).")
  int startFromEpoch;

  @Option(
      names = "--stop-at-epoch",
      paramLabel = "N",
      description = "Last epoch to run; cuts the schedule without shortening it.")
  Integer stopAtEpoch;

  @Option(
      names = "--step",
      paramLabel = "0..3",
      defaultValue = "0",
      description =
          "0 trains all landmarks, 1 the cleaned ones from the parent's backbone, 2 and 3 load the"
              + " parent whole (default: ${DEFAULT-VALUE}).")
  int step;

  @Option(
      names = "--fold",
      paramLabel = "0..4",
      defaultValue = "0",
      description = "Fold that validates (default: ${DEFAULT-VALUE}).")
  int fold;

  @Option(
      names = "--init-lr",
      paramLabel = "RATE",
      defaultValue = "1e-4",
      description =
          "Learning rate of the first epoch; it then rises tenfold (default: ${DEFAULT-VALUE}).")
  double initialLearningRate;

  @Option(
      names = "--load-from",
      paramLabel = "STAGE|DIGEST",
      description = "Start from this stage's or bundle's weights.")
  String loadFrom;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Same seed, same result (default: ${DEFAULT-VALUE}).")
  long seed;

  @Option(
      names = "--validation-stride",
      paramLabel = "N",
      defaultValue = "15",
      description = "Every n-th image of the fold validates (default: ${DEFAULT-VALUE}).")
  int validationStride;

  @Option(
      names = "--promote",
      paramLabel = "ENSEMBLE",
      description = "Let the workers of this ensemble switch to the finished model.")
  String promoteTo;

  @Option(names = "--detach", description = "Do not wait for the end.")
  boolean detach;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Installation installation = connection.connect();
    TrainStageCommand command = command();
    try (StageWatch watch = new StageWatch(installation, model, stage)) {
      TrainingClient.send(installation, model, command);
      if (detach) {
        spec.commandLine().getOut().printf("Sent %s/%s.%n", model, stage);
        return 0;
      }
      return watch.follow(spec.commandLine().getOut(), () -> {}).isPresent() ? 0 : 1;
    }
  }

  private TrainStageCommand command() {
    return TrainStageCommand.newBuilder()
        .setModelName(model)
        .setStageId(stage)
        .setArchitecture(architecture)
        .setStep(step)
        .setDataset(dataset)
        .setImageSize(imageSize)
        .setBatchSize(batchSize)
        .setEpochs(epochs)
        .setStartFromEpoch(startFromEpoch)
        .setStopAtEpoch(stopAtEpoch)
        .setFold(fold)
        .setInitialLearningRate(initialLearningRate)
        .setLoadFrom(loadFrom)
        .setSeed(seed)
        .setValidationStride(validationStride)
        .setPromoteTo(promoteTo)
        .build();
  }
}
