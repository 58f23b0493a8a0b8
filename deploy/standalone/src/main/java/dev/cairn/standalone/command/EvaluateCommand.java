package dev.cairn.standalone.command;

import dev.cairn.rerank.evaluate.EvaluationFiles;
import dev.cairn.rerank.evaluate.Truth;
import dev.cairn.standalone.client.AnsweredBatch;
import dev.cairn.standalone.client.ConnectionOptions;
import dev.cairn.standalone.client.Installation;
import dev.cairn.standalone.evaluation.CsvReport;
import dev.cairn.standalone.evaluation.Evaluation;
import dev.cairn.standalone.evaluation.EvaluationPage;
import dev.cairn.standalone.evaluation.Photographs;
import dev.cairn.standalone.evaluation.Predictions;
import dev.cairn.standalone.evaluation.TextReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Holds predictions against the truth.",
      "",
      "  cairn evaluate --batch ID --truth truth.csv --html evaluation.html",
      "  cairn evaluate --predictions predictions.csv --truth truth.csv",
      "  cairn evaluate --batch ID --truth truth.csv --csv tables/",
      "  cairn evaluate --batch ID --truth truth.csv --non-landmark-set known.csv",
      "  cairn evaluate --truth truth.csv --html evaluation.html --photos queries/",
      "",
      "truth.csv is id,landmark_id, empty for photographs of no landmark; a query without a"
          + " prediction is wrong. Predictions come from the topic with --batch, or from a file as"
          + " `cairn export` writes it, which tells less: mAP@100, nearest photographs and the"
          + " reasons of abstentions need the batch.",
      "",
      "GAP ranks all queries together by their score, those of no landmark included. mAP@100 looks"
          + " at the ranking of each query's neighbours; a prediction carries as many as"
          + " cairn.rerank.neighbours says, ranks beyond count as misses, and the figure beside it"
          + " says what so few neighbours allow. Coverage is the share of all queries that are"
          + " answered from a log score on.",
      "",
      "Queries that are in the gallery too, or in the set of non-landmarks, end it with"
          + " RECORD_INVALID: who knows the answer beforehand scores too well.",
      ""
    })
final class EvaluateCommand implements Callable<Integer> {
  @Option(
      names = "--truth",
      paramLabel = "CSV",
      defaultValue = "truth.csv",
      description = "Default: ${DEFAULT-VALUE}.")
  Path truth;

  @Option(
      names = "--predictions",
      paramLabel = "CSV",
      description = "A file of predictions (default: predictions.csv, without --batch).")
  Path predictions;

  @Option(
      names = "--batch",
      paramLabel = "ID",
      description = "The predictions of a batch of the running Cairn; waits until all are there.")
  String batchId;

  @Option(names = "--no-wait", description = "Of the batch, take the predictions that are there.")
  boolean noWait;

  @Option(
      names = "--non-landmark-set",
      paramLabel = "CSV",
      description = "Photographs of no landmark that the workers know, in a column id.")
  Path nonLandmarkSet;

  @Option(
      names = "--allow-overlap",
      description = "Go on where queries were known before, and say how many.")
  boolean allowOverlap;

  @Option(
      names = "--csv",
      paramLabel = "FOLDER",
      description =
          "Write summary.csv, curve.csv, landmarks.csv, confusions.csv and queries.csv there.")
  Path csv;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write a page with curves, tables and the photographs of the worst mistakes.")
  Path html;

  @Option(
      names = "--photos",
      paramLabel = "FOLDER",
      description =
          "Where the page finds photographs that were published from there; may be given more than"
              + " once. Otherwise they come from the topic and the blob store of the batch.")
  List<Path> photos = List.of();

  @Mixin ConnectionOptions connection;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    checkUsage();
    List<Truth> truths = EvaluationFiles.readTruth(truth);
    Set<String> known = nonLandmarkSet();
    Evaluation evaluation = Evaluation.of(predictions(), truths, known);
    if (!allowOverlap) {
      evaluation.overlap().refuse();
    }
    PrintWriter out = spec.commandLine().getOut();
    TextReport.lines(evaluation).forEach(out::println);
    if (csv != null) {
      new CsvReport(csv, evaluation).write();
      out.printf("%nTables: %s%n", csv);
    }
    if (html != null) {
      EvaluationPage page = new EvaluationPage(evaluation);
      Files.writeString(html, page.html(photographs(page.queryIds())));
      out.printf("%nPage: %s%n", html);
    }
    return 0;
  }

  private void checkUsage() {
    if (predictions != null && batchId != null) {
      throw new ParameterException(
          spec.commandLine(), "Predictions come from --predictions or from --batch, not both");
    }
    if (html == null && !photos.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "--photos are for the page: add --html");
    }
  }

  private Predictions predictions() throws IOException, InterruptedException {
    if (batchId == null) {
      return Predictions.ofFile(predictions == null ? Path.of("predictions.csv") : predictions);
    }
    Installation cairn = connection.connect();
    return Predictions.ofBatch(AnsweredBatch.read(cairn, batchId, !noWait), cairn);
  }

  private Set<String> nonLandmarkSet() throws IOException {
    return nonLandmarkSet == null ? Set.of() : Set.copyOf(EvaluationFiles.readIds(nonLandmarkSet));
  }

  private Photographs photographs(Set<String> queryIds) throws IOException, InterruptedException {
    Photographs found = Photographs.in(photos);
    return batchId == null ? found : found.and(connection.connect(), batchId, queryIds);
  }
}
