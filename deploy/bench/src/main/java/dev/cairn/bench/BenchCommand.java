package dev.cairn.bench;

import dev.cairn.bench.rerank.RerankBench;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cairn bench}. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = {
      "Measures this machine, beside the original solution on two cores.",
      "",
      "Run it on an idle machine; quote the ratios with the machine's description.",
      ""
    },
    subcommands = {
      DecodeBench.class,
      EmbedBench.class,
      StreamBench.class,
      LatencyBench.class,
      GrowthBench.class,
      RerankBench.class,
      TrainBench.class,
      StageBench.class
    })
public final class BenchCommand implements Runnable {
  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "Which one: decode, embed, stream, latency, growth, rerank, train or stage?");
  }
}
