package dev.cairn.bench;

import dev.cairn.bench.measure.Machine;
import dev.cairn.pipeline.blob.FolderBlobStore;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "growth",
    mixinStandardHelpOptions = true,
    description = {
      "Embeds through a broker with more and more workers, models and bytes of a JPEG. Ratios are to",
      "the first row. The workers share this machine's processors, so that more of them show what",
      "they cost rather than what they bring. JPEGs above 1 MiB are claim checks; storing them",
      "beforehand is not counted.",
      "",
      "  cairn bench growth",
      "  cairn bench growth --workers 1 --models 1 --kilobytes 100,1000,10000 --seconds 20",
      ""
    })
final class GrowthBench implements Callable<Integer> {
  private static final int PHOTOGRAPHS = 50;

  @Mixin NetworkOptions network = new NetworkOptions("tf_efficientnet_b0", 64);

  @Option(
      names = "--workers",
      split = ",",
      defaultValue = "1,2,4",
      description = "How many embed-workers, at most 4 (default: ${DEFAULT-VALUE}).")
  List<Integer> workers;

  @Option(
      names = "--models",
      split = ",",
      defaultValue = "1,3,9",
      description = "How many models of an ensemble (default: ${DEFAULT-VALUE}).")
  List<Integer> models;

  @Option(
      names = "--kilobytes",
      split = ",",
      defaultValue = "1,100,1000,5000,20000",
      description = "About so many thousand bytes a JPEG (default: ${DEFAULT-VALUE}).")
  List<Integer> kilobytes;

  @Option(
      names = "--seconds",
      defaultValue = "8",
      description =
          "Counted for each row, after a quarter or more of it that is not (default: ${DEFAULT-VALUE}).")
  double seconds;

  @Spec CommandSpec spec;

  private PrintWriter out;

  @Override
  public Integer call() throws Exception {
    out = spec.commandLine().getOut();
    out.printf(
        "Growth of %s at %d px%n%s%n", network.architecture, network.imageSize, Machine.describe());
    byte[][] jpegs = SyntheticPhotographs.jpegs(PHOTOGRAPHS);
    try (TemporaryBundles bundles = bundles(1)) {
      List<Photograph> photographs = photographs(jpegs, bundles);
      try (EmbedStream stream = stream(bundles, 1)) {
        Sustained.of(stream, photographs, seconds); // compiles what all rows run
      }
    }
    growWorkers(jpegs);
    growEnsembles(jpegs);
    growJpegs();
    return 0;
  }

  private void growWorkers(byte[][] jpegs) throws Exception {
    GrowthTable table = new GrowthTable(out, "workers");
    for (int count : workers) {
      try (TemporaryBundles bundles = bundles(1);
          EmbedStream stream = stream(bundles, count)) {
        table.row(count, Sustained.of(stream, photographs(jpegs, bundles), seconds));
      }
    }
  }

  private void growEnsembles(byte[][] jpegs) throws Exception {
    GrowthTable table = new GrowthTable(out, "models");
    for (int count : models) {
      try (TemporaryBundles bundles = bundles(count);
          EmbedStream stream = stream(bundles, 1)) {
        table.row(count, Sustained.of(stream, photographs(jpegs, bundles), seconds));
      }
    }
  }

  private void growJpegs() throws Exception {
    GrowthTable table = new GrowthTable(out, "kilobytes");
    try (TemporaryBundles bundles = bundles(1);
        EmbedStream stream = stream(bundles, 1)) {
      for (int size : kilobytes) {
        byte[][] jpeg = {SyntheticPhotographs.jpegOfBytes(1000 * size)};
        table.row(size, Sustained.of(stream, photographs(jpeg, bundles), seconds));
      }
    }
  }

  private TemporaryBundles bundles(int count) throws Exception {
    return TemporaryBundles.of(network.architecture, network.imageSize, count);
  }

  /** Each worker's session has its share of the processors. */
  private static EmbedStream stream(TemporaryBundles bundles, int workers) throws Exception {
    int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / workers);
    return EmbedStream.start(
        bundles, Map.of("cairn.embed.session.threads", Integer.toString(threads)), workers);
  }

  private static List<Photograph> photographs(byte[][] jpegs, TemporaryBundles bundles)
      throws Exception {
    return Photograph.queries(jpegs, new FolderBlobStore(bundles.store()));
  }
}
