package dev.cairn.bench;

import dev.cairn.bench.measure.Timing;
import dev.cairn.imaging.Pixels;
import dev.cairn.schemas.avro.Precision;
import dev.cairn.train.loss.AdaptiveMargins;
import dev.cairn.train.net.Architectures;
import dev.cairn.train.ranks.Device;
import dev.cairn.train.ranks.DeviceKind;
import dev.cairn.train.ranks.Ranks;
import dev.cairn.train.torch.ImageBatch;
import dev.cairn.train.torch.TrainableModel;
import dev.cairn.train.torch.TrainingOptions;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = "Times training steps: forward, backward and Adam.")
final class TrainBench implements Callable<Integer> {
  /** Seconds of the original's step of B3 at 128 px with a batch of 8. */
  private static final double REFERENCE_SECONDS = 0.80;

  private static final double LEARNING_RATE = 1e-4;

  @Mixin NetworkOptions network = new NetworkOptions(128);

  @Option(
      names = "--batch-size",
      defaultValue = "8",
      description = "Images per step (default: ${DEFAULT-VALUE}).")
  int batchSize;

  @Option(
      names = "--classes",
      defaultValue = "1000",
      description = "Landmarks of the head (default: ${DEFAULT-VALUE}).")
  int classes;

  @Option(
      names = "--threads",
      defaultValue = "2",
      description = "libtorch's threads (default: ${DEFAULT-VALUE}).")
  int threads;

  @Option(
      names = "--device",
      defaultValue = "cpu",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  DeviceKind device;

  @Option(
      names = "--precision",
      defaultValue = "float32",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  Precision precision;

  @Option(
      names = "--runs",
      defaultValue = "11",
      description = "Counted steps (default: ${DEFAULT-VALUE}).")
  int runs;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Device used = device.of(0, 1, threads);
    String title =
        "Training %s at %d px, batch %d, %d classes, %s, %s"
            .formatted(
                network.architecture, network.imageSize, batchSize, classes, used, precision);
    Figures figures = new Figures(spec.commandLine().getOut(), title);
    int[] counts = new int[classes];
    Arrays.fill(counts, 1);
    double[] margins = AdaptiveMargins.of(counts);
    TrainingOptions options =
        new TrainingOptions(precision, OptionalDouble.empty(), OptionalDouble.empty());
    try (TrainableModel model =
        TrainableModel.create(
            Architectures.byName(network.architecture), margins, 1, options, Ranks.single(used))) {
      int[] labels = new SplittableRandom(1).ints(batchSize, 0, classes).toArray();
      ImageBatch batch = randomImages();
      Timing timing =
          Timing.of(
              2,
              runs,
              () -> {
                model.accumulate(batch, labels);
                model.step(LEARNING_RATE, false, 0);
              });
      figures.seconds("step (reference: B3, 128 px, batch 8)", timing, REFERENCE_SECONDS);
    }
    return 0;
  }

  private ImageBatch randomImages() {
    byte[] rgb = new byte[batchSize * Pixels.byteCount(network.imageSize, network.imageSize)];
    new SplittableRandom(2).nextBytes(rgb);
    ByteBuffer pixels = ByteBuffer.allocateDirect(rgb.length).put(rgb).flip();
    return new ImageBatch(pixels, batchSize, network.imageSize);
  }
}
