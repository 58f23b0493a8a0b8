package dev.cairn.bench;

import dev.cairn.bench.measure.Effort;
import dev.cairn.bench.measure.Machine;
import dev.cairn.pipeline.blob.FolderBlobStore;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "stream",
    mixinStandardHelpOptions = true,
    description = {
      "Embeds JPEGs of 800 x 600 twice, in turns: in a plain loop of decoding, resizing and",
      "inference, and through a broker and the embed-worker, exactly once, from the first image",
      "published to the last embedding readable. The ratio is what the stream leaves of the hardware.",
      "",
      "  cairn bench stream",
      "  cairn bench stream --arch tf_efficientnet_b0 --image-size 32 --small --images 5000 --rounds 10",
      ""
    })
final class StreamBench implements Callable<Integer> {
  private static final int PHOTOGRAPHS = 50;

  /** Side of a JPEG of about 1 KB. */
  private static final int SMALL_SIDE = 32;

  @Mixin NetworkOptions network = new NetworkOptions(256);

  @Option(
      names = "--images",
      defaultValue = "400",
      description = "Of a round (default: ${DEFAULT-VALUE}).")
  int images;

  @Option(
      names = "--batch",
      defaultValue = "8",
      description = "Images that go through the model at once (default: ${DEFAULT-VALUE}).")
  int batch;

  @Option(
      names = "--threads",
      defaultValue = "2",
      description = "Of the session (default: ${DEFAULT-VALUE}).")
  int threads;

  @Option(
      names = "--rounds",
      defaultValue = "3",
      description =
          "Counted rounds of each, after one of each that is not (default: ${DEFAULT-VALUE}).")
  int rounds;

  @Option(names = "--small", description = "JPEGs of about 1 KB instead, to see memory over many.")
  boolean small;

  @Spec CommandSpec spec;

  private PrintWriter out;

  @Override
  public Integer call() throws Exception {
    out = spec.commandLine().getOut();
    out.printf(
        "Stream of %s at %d px, %d images a round, batch %d, %d threads%n%s%n%n",
        network.architecture, network.imageSize, images, batch, threads, Machine.describe());
    byte[][] jpegs =
        small
            ? SyntheticPhotographs.jpegs(PHOTOGRAPHS, SMALL_SIDE, SMALL_SIDE)
            : SyntheticPhotographs.jpegs(PHOTOGRAPHS);
    Map<String, String> settings =
        Map.of(
            "cairn.embed.session.threads", Integer.toString(threads),
            "cairn.embed.max-batch-images", Integer.toString(batch),
            "cairn.embed.batch-pixels", Integer.toString(Integer.MAX_VALUE));
    try (TemporaryBundles bundles =
            TemporaryBundles.of(network.architecture, network.imageSize, 1);
        PlainLoop loop = new PlainLoop(bundles.first(), threads, batch);
        EmbedStream stream = EmbedStream.start(bundles, settings, 1)) {
      var photographs = Photograph.queries(jpegs, new FolderBlobStore(bundles.store()));
      measure(loop, jpegs, stream, photographs);
    }
    return 0;
  }

  private void measure(
      PlainLoop loop, byte[][] jpegs, EmbedStream stream, List<Photograph> photographs)
      throws Exception {
    loop.embed(jpegs, images);
    stream.embed(photographs, images);
    out.printf(
        "%-8s %21s %10s %21s %12s%n",
        "round", "raw, stream images/s", "ratio", "processor ms/image", "resident");
    out.printf("%-8s %67d MiB%n", "first", ResidentMemory.mebibytes());
    double[] ratios = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      Effort raw = Effort.of(() -> loop.embed(jpegs, images));
      Effort streamed = Effort.of(() -> stream.embed(photographs, images));
      ratios[round] = raw.seconds() / streamed.seconds();
      out.printf(
          "%-8d %10.1f %10.1f %10.3f %10.2f %10.2f %8d MiB%n",
          round + 1,
          raw.rate(images),
          streamed.rate(images),
          ratios[round],
          raw.processorMillis(images),
          streamed.processorMillis(images),
          ResidentMemory.mebibytes());
      out.flush();
    }
    Arrays.sort(ratios);
    out.printf("median ratio %.3f%n", ratios[rounds / 2]);
    out.flush();
  }
}
