package dev.cairn.bench.rerank;

import dev.cairn.bench.measure.Machine;
import dev.cairn.rerank.gallery.SearchMode;
import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cairn bench rerank}. */
@Command(
    name = "rerank",
    mixinStandardHelpOptions = true,
    description = {
      "Searches galleries of clustered vectors, exactly and certified in turns, beside what the",
      "machine's memory and its matrix products allow, and along a graph; writes to a gallery while",
      "searching it; opens one after a kill; scores as many classes as the original has.",
      "",
      "Writes a few gigabytes to the temporary folder. All parts take about a quarter of an hour.",
      "",
      "  cairn bench rerank",
      "  cairn bench rerank --part scan --rows 20000 --queries 640",
      "  cairn bench rerank --part live --part reopen",
      ""
    })
public final class RerankBench implements Callable<Integer> {

  enum Part {
    /** Searches of growing galleries. */
    scan,
    /** Searches along a graph. */
    graph,
    live,
    reopen,
    classes
  }

  @Option(
      names = "--part",
      description = "What to measure: ${COMPLETION-CANDIDATES} (default: all).")
  Set<Part> parts = EnumSet.allOf(Part.class);

  @Option(
      names = "--rows",
      defaultValue = "100000",
      description =
          "Of the largest gallery of nine models; one model's has ten times as many"
              + " (default: ${DEFAULT-VALUE}).")
  int rows;

  @Option(
      names = "--queries",
      defaultValue = "10000",
      description = "To the largest galleries at batch 32 (default: ${DEFAULT-VALUE}).")
  int queries;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    out.printf("Recognition%n%s%n", Machine.describe());
    MachineLimits limits = MachineLimits.measure();
    limits.print(out);
    if (parts.contains(Part.scan)) {
      ScanBench scan = new ScanBench(out, limits);
      scan.run(9, steps(rows), queries);
      scan.run(1, steps(10 * rows), queries);
    }
    if (parts.contains(Part.graph)) {
      new GraphBench(out, rows).run();
    }
    if (parts.contains(Part.live)) {
      for (SearchMode mode : ScanBench.MODES) {
        new LiveBench(out, 2 * rows).run(mode);
      }
    }
    if (parts.contains(Part.reopen)) {
      for (SearchMode mode : ScanBench.MODES) {
        new ReopenBench(out, 10 * rows).run(mode);
      }
    }
    if (parts.contains(Part.classes)) {
      new ClassBench(out).run();
    }
    return 0;
  }

  private static List<Integer> steps(int largest) {
    return Stream.of(largest / 10, largest / 3, largest).filter(step -> step > 0).toList();
  }
}
