package dev.cairn.standalone.command;

import dev.cairn.rerank.IndexKind;
import dev.cairn.rerank.RerankConfig;
import dev.cairn.rerank.RerankParts;
import dev.cairn.rerank.evaluate.EvaluationFiles;
import dev.cairn.rerank.evaluate.Truth;
import dev.cairn.rerank.replay.Faults;
import dev.cairn.rerank.replay.GalleryReplica;
import dev.cairn.rerank.replay.QuerySelection;
import dev.cairn.rerank.replay.RecordedQueries;
import dev.cairn.rerank.score.Evidence;
import dev.cairn.rerank.tune.Sample;
import dev.cairn.rerank.tune.SearchSpace;
import dev.cairn.rerank.tune.StrategyFile;
import dev.cairn.rerank.tune.Tuning;
import dev.cairn.standalone.client.Installation;
import dev.cairn.standalone.client.Progress;
import dev.cairn.standalone.replay.LeftOut;
import dev.cairn.standalone.replay.ReplicaFolder;
import dev.cairn.standalone.replay.TuningReport;
import dev.cairn.standalone.replay.WorkerSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "tune",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Searches the parameters of a score strategy on queries whose landmarks are known.",
      "",
      "  cairn tune --batch ID --truth truth.csv",
      "  cairn tune --batch ID --truth truth.csv --strategy knn-vote",
      "  cairn replay --batch OTHER --strategy tuned.properties --truth other.csv",
      "",
      "Looks up what is near each query once, in an index of its own, and then tries some thousand"
          + " settings for the highest GAP. It publishes nothing; a worker takes the file with"
          + " CAIRN_RERANK_STRATEGY=tuned.properties.",
      "",
      "GAP on the queries that the values were chosen on flatters them. The cross-validated one is"
          + " the mean over five parts of the batch, each with values that were chosen on the other"
          + " four: believe that one. Queries must not be in the gallery, and photographs of no"
          + " landmark among them none of those that the workers know.",
      ""
    })
final class TuneCommand implements Callable<Integer> {
  @Option(
      names = "--batch",
      required = true,
      paramLabel = "ID",
      description = "The queries, as `cairn publish` printed it.")
  String batchId;

  @Option(
      names = "--truth",
      required = true,
      paramLabel = "CSV",
      description = "id,landmark_id, empty for photographs of no landmark.")
  Path truth;

  @Option(
      names = "--strategy",
      paramLabel = "NAME",
      defaultValue = "combined",
      description = "combined, knn-vote or distractor (default: ${DEFAULT-VALUE}).")
  String strategy;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "tuned.properties",
      description = "Where to write the strategy (default: ${DEFAULT-VALUE}).")
  Path out;

  @Option(names = "--force", description = "Replace the file if it is there.")
  boolean force;

  @Mixin ReplayOptions replay;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (Files.exists(out) && !force) {
      throw new ParameterException(
          spec.commandLine(),
          "%s is there already: choose another --out, or replace it with --force".formatted(out));
    }
    List<Truth> truths = EvaluationFiles.readTruth(truth);
    Faults faults = new Faults();
    try (ReplicaFolder folder = replay.folder()) {
      RerankConfig config = config(folder);
      SearchSpace widest = space(config, true);
      Installation cairn = replay.connect();
      QuerySelection selection = replay.selection(cairn, Optional.of(batchId));
      try (GalleryReplica gallery = replay.gallery(cairn, config)) {
        Map<String, Evidence> evidence =
            evidence(replay.queries(cairn, selection, config), gallery, widest, faults);
        SearchSpace space = space(config, knowsNonLandmarks(evidence));
        Tuning tuning = tuned(space, Sample.of(truths, evidence));
        StrategyFile.write(out, tuning);
        tell(tuning, LeftOut.lines(faults, gallery.refused()));
      }
    }
    return 0;
  }

  private SearchSpace space(RerankConfig config, boolean nonLandmarks) {
    return SearchSpace.of(strategy, RerankParts.strategyDefaults(config), nonLandmarks);
  }

  private static RerankConfig config(ReplicaFolder folder) {
    return WorkerSettings.with(
        Map.of(
            "cairn.rerank.index",
            folder.path().toString(),
            "cairn.rerank.index-kind",
            IndexKind.EXACT.name()));
  }

  private static Map<String, Evidence> evidence(
      RecordedQueries queries, GalleryReplica gallery, SearchSpace space, Faults faults) {
    try (queries;
        Progress bar = Progress.start("looking up queries", 0)) {
      return queries.serve(gallery.evidence(space.needs()), faults, ReplayOptions.shown(bar));
    }
  }

  private static Tuning tuned(SearchSpace space, List<Sample> samples) {
    try (Progress bar = Progress.start("trying settings", 0)) {
      return Tuning.search(space, samples, bar::at);
    }
  }

  private static boolean knowsNonLandmarks(Map<String, Evidence> evidence) {
    return evidence.values().stream().anyMatch(Evidence::knowsNonLandmarks);
  }

  private void tell(Tuning tuning, List<String> leftOut) {
    PrintWriter terminal = spec.commandLine().getOut();
    TuningReport.lines(tuning).forEach(terminal::println);
    leftOut.forEach(terminal::println);
    terminal.printf("%nStrategy: %s%n", out);
  }
}
