package dev.cairn.bench;

import dev.cairn.bench.measure.Timing;
import dev.cairn.embed.session.BatchLimits;
import dev.cairn.embed.session.EmbeddingModel;
import dev.cairn.embed.session.SessionSettings;
import dev.cairn.imaging.Pixels;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "embed",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a network with new weights through the embed-worker's session. At 256 px the original's",
      "networks stand beside its own rates: tf_efficientnet_b3, rex20 and nest101.",
      "",
      "  cairn bench embed --arch rex20",
      ""
    })
final class EmbedBench implements Callable<Integer> {
  private static final int[] BATCHES = {1, 8};

  @Mixin NetworkOptions network = new NetworkOptions(256);

  @Option(
      names = "--threads",
      defaultValue = "2",
      description = "The session's threads (default: ${DEFAULT-VALUE}).")
  int threads;

  @Option(
      names = "--runs",
      defaultValue = "15",
      description = "Counted batches (default: ${DEFAULT-VALUE}).")
  int runs;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    String title =
        "Embedding %s at %d px, %d threads"
            .formatted(network.architecture, network.imageSize, threads);
    Figures figures = new Figures(spec.commandLine().getOut(), title);
    try (TemporaryBundles bundles =
            TemporaryBundles.of(network.architecture, network.imageSize, 1);
        EmbeddingModel model =
            EmbeddingModel.load(
                bundles.first(),
                SessionSettings.ofThreads(threads),
                new BatchLimits(8, Integer.MAX_VALUE))) {
      for (int batch : BATCHES) {
        measure(figures, model, batch);
      }
    }
    return 0;
  }

  private void measure(Figures figures, EmbeddingModel model, int batch) throws Exception {
    byte[] rgb = new byte[Pixels.byteCount(network.imageSize, network.imageSize)];
    new SplittableRandom(3).nextBytes(rgb);
    List<byte[]> images = Collections.nCopies(batch, rgb);
    Timing timing = Timing.of(3, runs, () -> model.embed(images));
    OptionalDouble reference =
        EmbedReference.imagesPerSecond(network.architecture, network.imageSize, batch);
    figures.rate("batch " + batch, timing, batch, reference);
  }
}
