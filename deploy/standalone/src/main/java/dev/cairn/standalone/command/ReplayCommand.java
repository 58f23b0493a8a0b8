package dev.cairn.standalone.command;

import dev.cairn.rerank.IndexKind;
import dev.cairn.rerank.RerankConfig;
import dev.cairn.rerank.RerankParts;
import dev.cairn.rerank.evaluate.EvaluationFiles;
import dev.cairn.rerank.evaluate.Truth;
import dev.cairn.rerank.gallery.SearchMode;
import dev.cairn.rerank.replay.Comparison;
import dev.cairn.rerank.replay.Faults;
import dev.cairn.rerank.replay.GalleryReplica;
import dev.cairn.rerank.replay.QuerySelection;
import dev.cairn.rerank.replay.RecordedPredictions;
import dev.cairn.rerank.replay.RecordedQueries;
import dev.cairn.rerank.score.ScoreStrategy;
import dev.cairn.schemas.avro.Prediction;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.standalone.client.Installation;
import dev.cairn.standalone.client.PredictionCsv;
import dev.cairn.standalone.client.Progress;
import dev.cairn.standalone.replay.ComparisonReport;
import dev.cairn.standalone.replay.LeftOut;
import dev.cairn.standalone.replay.ReplicaFolder;
import dev.cairn.standalone.replay.WorkerSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Answers recorded queries again, in another way, and compares with what was answered.",
      "",
      "  cairn replay --batch ID --strategy combined",
      "  cairn replay --batch ID --strategy tuned.properties --truth truth.csv",
      "  cairn replay --index-kind approximate --index-folder /tmp/gallery",
      "  cairn replay --batch ID --generation b81e44d0c2aa",
      "",
      "Reads the embeddings of the queries and the gallery as it is now from their topics into an"
          + " index of its own. It publishes nothing and no worker notices; photographs are not"
          + " embedded again. Embeddings are kept for 7 days, predictions for 30.",
      "",
      "The answers go to a file as `cairn export` writes it. With --truth, GAP and accuracy of both"
          + " stand side by side. Settings that have no option are those of a rerank-worker here:"
          + " CAIRN_RERANK_NEIGHBOURS and so on.",
      ""
    })
final class ReplayCommand implements Callable<Integer> {
  @Option(
      names = "--batch",
      paramLabel = "ID",
      description = "The queries of this batch (default: of all batches).")
  String batchId;

  @Option(
      names = "--strategy",
      paramLabel = "NAME|FILE",
      description =
          "A score strategy, or a properties file with one and its parameters (default: the one of"
              + " a worker here, original if none is set).")
  String strategy;

  @Option(
      names = "--index-kind",
      paramLabel = "KIND",
      defaultValue = "EXACT",
      description =
          "How the gallery is searched: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  SearchMode indexKind;

  @Option(
      names = "--truth",
      paramLabel = "CSV",
      description = "id,landmark_id, as `cairn evaluate` reads it.")
  Path truth;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "replay.csv",
      description = "Where to write the answers (default: ${DEFAULT-VALUE}).")
  Path out;

  @Mixin ReplayOptions replay;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Optional<List<Truth>> truths =
        truth == null ? Optional.empty() : Optional.of(EvaluationFiles.readTruth(truth));
    try (ReplicaFolder folder = replay.folder()) {
      RerankConfig config = config(folder);
      ScoreStrategy chosen = RerankParts.strategy(config);
      Installation cairn = replay.connect();
      QuerySelection selection = replay.selection(cairn, Optional.ofNullable(batchId));
      Faults faults = new Faults();
      try (GalleryReplica gallery = replay.gallery(cairn, config)) {
        Collection<Prediction> now = answers(cairn, selection, config, gallery, chosen, faults);
        truths.ifPresent(known -> check(known, now));
        RecordedPredictions recorded = recorded(cairn, selection, faults);
        PredictionCsv.write(out, now);
        tell(Comparison.of(now, recorded), truths, LeftOut.lines(faults, gallery.refused()));
      }
    }
    return 0;
  }

  private RerankConfig config(ReplicaFolder folder) {
    Map<String, String> given = new HashMap<>();
    given.put("cairn.rerank.index", folder.path().toString());
    given.put("cairn.rerank.index-kind", IndexKind.valueOf(indexKind.name()).name());
    if (strategy != null) {
      given.put("cairn.rerank.strategy", strategy);
    }
    return WorkerSettings.with(given);
  }

  private Collection<Prediction> answers(
      Installation cairn,
      QuerySelection selection,
      RerankConfig config,
      GalleryReplica gallery,
      ScoreStrategy chosen,
      Faults faults) {
    RecordedQueries queries = replay.queries(cairn, selection, config);
    try (queries;
        Progress bar = Progress.start("answering queries", 0)) {
      return queries.serve(gallery.answers(chosen), faults, ReplayOptions.shown(bar)).values();
    }
  }

  private RecordedPredictions recorded(
      Installation cairn, QuerySelection selection, Faults faults) {
    try (Progress bar = Progress.start("reading predictions", 0)) {
      return RecordedPredictions.read(
          replay.topics(cairn), selection, faults, ReplayOptions.shown(bar));
    }
  }

  private void check(List<Truth> truths, Collection<Prediction> now) {
    List<String> ids = truths.stream().map(Truth::id).toList();
    if (now.stream().map(Prediction::getImageId).noneMatch(Set.copyOf(ids)::contains)) {
      throw new CairnException(
          ErrorCode.DATASET_INVALID,
          "%s knows none of the %,d queries: its ids are those that were published, or it is of another batch"
              .formatted(truth, now.size()));
    }
  }

  private void tell(Comparison comparison, Optional<List<Truth>> truths, List<String> leftOut) {
    PrintWriter terminal = spec.commandLine().getOut();
    ComparisonReport.lines(comparison, truths).forEach(terminal::println);
    terminal.println();
    leftOut.forEach(terminal::println);
    terminal.printf("%d answers: %s%n", comparison.replayed().size(), out);
  }
}
