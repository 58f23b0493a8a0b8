package dev.cairn.bench;

import dev.cairn.bench.measure.Machine;
import dev.cairn.schemas.avro.TrainStageCommand;
import dev.cairn.train.checkpoint.EpochMetrics;
import dev.cairn.train.trainer.TrainerGroup;
import dev.cairn.train.trainer.TrainerReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "stage",
    mixinStandardHelpOptions = true,
    description = {
      "Trains whole stages in trainer processes, as the worker does: JPEGs of 800 x 600 are read,",
      "augmented and resized beside the network. Shows the second epoch of each.",
      "",
      "  cairn bench stage --arch rex20 --processes 1,2",
      ""
    })
final class StageBench implements Callable<Integer> {
  private static final int HEAP_MIB = 1024;
  private static final int EPOCHS = 2;
  private static final long PATIENCE_SECONDS = 3600;

  @Mixin NetworkOptions network = new NetworkOptions(128);

  @Option(
      names = "--batch-size",
      defaultValue = "8",
      description = "Images per step of all processes together (default: ${DEFAULT-VALUE}).")
  int batchSize;

  @Option(
      names = "--processes",
      split = ",",
      defaultValue = "1",
      description = "How many train together, one stage for each number (default: 1).")
  List<Integer> processes;

  @Option(
      names = "--threads",
      defaultValue = "2",
      description = "Of all processes together (default: ${DEFAULT-VALUE}).")
  int threads;

  @Option(
      names = "--photographs",
      defaultValue = "160",
      description = "Of an epoch (default: ${DEFAULT-VALUE}).")
  int photographs;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "Stages of %s at %d px, %d images a step, %d threads%n%s%n%n",
        network.architecture, network.imageSize, batchSize, threads, Machine.describe());
    out.printf(
        "%-12s %10s %10s %12s %14s%n",
        "processes", "s/step", "images/s", "data wait", "peak of one");
    try (TemporaryStages stages = TemporaryStages.of(photographs)) {
      for (int count : processes) {
        EpochMetrics epoch = lastEpoch(stages, command(count));
        out.printf(
            "%-12d %10.3f %10.1f %11.1f%% %10.2f GiB%n",
            count,
            batchSize / epoch.training().imagesPerSecond(),
            epoch.training().imagesPerSecond(),
            100 * epoch.training().dataWaitShare(),
            epoch.peakMemoryBytes() / (double) (1L << 30));
        out.flush();
      }
    }
    return 0;
  }

  private TrainStageCommand command(int count) {
    return TrainStageCommand.newBuilder()
        .setModelName("bench")
        .setStageId("bench-" + count)
        .setArchitecture(network.architecture)
        .setDataset(TemporaryStages.DATASET)
        .setImageSize(network.imageSize)
        .setBatchSize(Math.ceilDiv(batchSize, count))
        .setProcesses(count)
        .setEpochs(EPOCHS)
        .setInitialLearningRate(1e-5)
        .build();
  }

  private EpochMetrics lastEpoch(TemporaryStages stages, TrainStageCommand command)
      throws IOException, InterruptedException {
    try (TrainerGroup trainer = TrainerGroup.start(stages.job(command, threads), HEAP_MIB)) {
      while (true) {
        switch (trainer.next(PATIENCE_SECONDS).orElseThrow()) {
          case TrainerReport.EpochDone(EpochMetrics metrics) when metrics.epoch() == EPOCHS -> {
            return metrics;
          }
          case TrainerReport.Failed failed -> throw new IOException(failed.toString());
          default -> {}
        }
      }
    }
  }
}
