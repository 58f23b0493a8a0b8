package dev.cairn.bench;

import dev.cairn.embed.session.BatchLimits;
import dev.cairn.embed.session.EmbeddingModel;
import dev.cairn.embed.session.SessionSettings;
import dev.cairn.imaging.Pixels;
import java.util.Collections;
import java.util.List;
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
    description = "Runs a network with new weights through the embed-worker's session.")
final class EmbedBench implements Callable<Integer> {
  /** Images per second of the original's B3 at 256 px with a batch of 8. */
  private static final double REFERENCE_BATCH_8 = 12.8;

  /** The same, one image at a time. */
  private static final double REFERENCE_BATCH_1 = 8.1;

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
    try (TemporaryBundle bundle = TemporaryBundle.of(network.architecture, network.imageSize);
        EmbeddingModel model =
            EmbeddingModel.load(
                bundle.bundle(),
                SessionSettings.ofThreads(threads),
                new BatchLimits(8, Integer.MAX_VALUE))) {
      measure(figures, model, 1, REFERENCE_BATCH_1);
      measure(figures, model, 8, REFERENCE_BATCH_8);
    }
    return 0;
  }

  private void measure(Figures figures, EmbeddingModel model, int batch, double reference)
      throws Exception {
    byte[] rgb = new byte[Pixels.byteCount(network.imageSize, network.imageSize)];
    new SplittableRandom(3).nextBytes(rgb);
    List<byte[]> images = Collections.nCopies(batch, rgb);
    Timing timing = Timing.of(3, runs, () -> model.embed(images));
    figures.rate("batch %d (reference: B3, 256 px)".formatted(batch), timing, batch, reference);
  }
}
