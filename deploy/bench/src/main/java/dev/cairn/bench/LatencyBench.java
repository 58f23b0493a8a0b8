package dev.cairn.bench;

import dev.cairn.bench.measure.Machine;
import dev.cairn.bench.measure.Timing;
import dev.cairn.pipeline.blob.FolderBlobStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "latency",
    mixinStandardHelpOptions = true,
    description = {
      "Recognises JPEGs of 800 x 600 one at a time, through a broker, the embed-worker and the",
      "rerank-worker, from sending one to reading its prediction. In turns with them the model runs",
      "alone over the same photographs; the difference is what the system adds.",
      "",
      "  cairn bench latency",
      "  cairn bench latency --arch tf_efficientnet_b0 --image-size 64 --pause 0",
      ""
    })
final class LatencyBench implements Callable<Integer> {
  private static final int PHOTOGRAPHS = 50;

  @Mixin NetworkOptions network = new NetworkOptions(256);

  @Option(
      names = "--queries",
      defaultValue = "100",
      description = "That count (default: ${DEFAULT-VALUE}).")
  int queries;

  @Option(
      names = "--warm-up",
      defaultValue = "40",
      description = "Queries ahead of them (default: ${DEFAULT-VALUE}).")
  int warmUp;

  @Option(
      names = "--gallery",
      defaultValue = "200",
      description = "Photographs that are searched (default: ${DEFAULT-VALUE}).")
  int gallery;

  @Option(
      names = "--pause",
      defaultValue = "200",
      description = "Milliseconds before each query (default: ${DEFAULT-VALUE}).")
  int pauseMillis;

  @Option(
      names = "--threads",
      defaultValue = "2",
      description = "Of the session (default: ${DEFAULT-VALUE}).")
  int threads;

  @Spec CommandSpec spec;

  private PrintWriter out;

  @Override
  public Integer call() throws Exception {
    out = spec.commandLine().getOut();
    out.printf(
        "Single queries through %s at %d px, %d threads, %d ms between, gallery of %d%n%s%n%n",
        network.architecture, network.imageSize, threads, pauseMillis, gallery, Machine.describe());
    byte[][] jpegs = SyntheticPhotographs.jpegs(PHOTOGRAPHS);
    var settings = Map.of("cairn.embed.session.threads", Integer.toString(threads));
    try (TemporaryBundles bundles =
            TemporaryBundles.of(network.architecture, network.imageSize, 1);
        PlainLoop model = new PlainLoop(bundles.first(), threads, 1);
        Recognition recognition = Recognition.start(bundles, settings, gallery(jpegs, bundles))) {
      print(measure(recognition, model, jpegs));
    }
    return 0;
  }

  private List<Photograph> gallery(byte[][] jpegs, TemporaryBundles bundles) throws IOException {
    FolderBlobStore blobs = new FolderBlobStore(bundles.store());
    List<Photograph> photographs = new ArrayList<>();
    for (int i = 0; i < gallery; i++) {
      photographs.add(Photograph.stored(jpegs[i % jpegs.length], blobs));
    }
    return photographs;
  }

  private List<Latency> measure(Recognition recognition, PlainLoop model, byte[][] jpegs)
      throws Exception {
    List<Latency> latencies = new ArrayList<>();
    double embedCommits = 0;
    double rerankCommits = 0;
    for (int i = 0; i < warmUp + queries; i++) {
      byte[] jpeg = jpegs[i % jpegs.length];
      Thread.sleep(pauseMillis);
      var answer = recognition.ask(Photograph.inside(jpeg).query("query-" + i));
      Thread.sleep(pauseMillis);
      double alone = Timing.of(0, 1, () -> model.embed(new byte[][] {jpeg}, 1)).medianSeconds();
      double embedded = recognition.commitSeconds("embed-query");
      double reranked = recognition.commitSeconds("rerank");
      latencies.add(Latency.of(answer, alone, embedded - embedCommits, reranked - rerankCommits));
      embedCommits = embedded;
      rerankCommits = reranked;
    }
    return latencies.subList(warmUp, latencies.size());
  }

  private void print(List<Latency> latencies) {
    out.printf("%-44s %12s %12s%n", "milliseconds", "median", "90 %");
    Timing endToEnd = line("end to end", latencies, Latency::endToEnd);
    Timing model = line("decode, resize and network alone", latencies, Latency::model);
    double added = endToEnd.medianSeconds() - model.medianSeconds();
    out.printf("%-44s %12.1f%n%nparts of end to end%n", "added by the system", 1e3 * added);
    line("  decode and resize", latencies, Latency::decode);
    line("  network", latencies, Latency::inference);
    line("  transaction of the embedding", latencies, Latency::embedCommit);
    line("  search", latencies, Latency::search);
    line("  transaction of the prediction", latencies, Latency::rerankCommit);
    line("  messages and hand-overs", latencies, Latency::rest);
    out.flush();
  }

  private Timing line(String what, List<Latency> latencies, ToDoubleFunction<Latency> part) {
    Timing timing = Timing.ofSeconds(latencies.stream().mapToDouble(part).toArray());
    out.printf(
        "%-44s %12.1f %12.1f%n",
        what, 1e3 * timing.medianSeconds(), 1e3 * timing.quantileSeconds(0.9));
    return timing;
  }
}
