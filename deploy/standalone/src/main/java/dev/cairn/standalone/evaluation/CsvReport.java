package dev.cairn.standalone.evaluation;

import dev.cairn.ingest.csv.CsvFile;
import dev.cairn.rerank.evaluate.Confusion;
import dev.cairn.rerank.evaluate.Coverage;
import dev.cairn.rerank.evaluate.LandmarkResult;
import dev.cairn.rerank.evaluate.Query;
import dev.cairn.rerank.evaluate.Retrieval;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * An evaluation as CSV files, whole and unrounded.
 *
 * @param folder that they are written to; made when missing
 */
public record CsvReport(Path folder, Evaluation evaluation) {

  /** Writes all, replacing those that are there. */
  public void write() throws IOException {
    summary();
    curve();
    landmarks();
    confusions();
    queries();
  }

  private void summary() throws IOException {
    CsvFile.write(
        folder.resolve("summary.csv"),
        csv -> {
          for (Summary.Line line : Summary.of(evaluation)) {
            csv.printRecord(line.name(), line.value().orElse(null), line.note());
          }
        },
        "figure",
        "value",
        "note");
  }

  private void curve() throws IOException {
    CsvFile.write(
        folder.resolve("curve.csv"),
        csv -> {
          for (Coverage.Point at : evaluation.report().coverage().points()) {
            csv.printRecord(
                at.logScore(), at.answered(), at.right(), at.coverage(), at.precision());
          }
        },
        "log_score",
        "answered",
        "right",
        "coverage",
        "precision");
  }

  private void landmarks() throws IOException {
    CsvFile.write(
        folder.resolve("landmarks.csv"),
        csv -> {
          for (LandmarkResult each : evaluation.report().landmarks()) {
            csv.printRecord(
                each.landmarkId(),
                each.queries(),
                each.right(),
                each.accuracy(),
                each.confusion().map(Confusion::predictedId).orElse(null),
                each.confusion().map(Confusion::count).orElse(0));
          }
        },
        "landmark_id",
        "queries",
        "right",
        "accuracy",
        "taken_for",
        "times");
  }

  private void confusions() throws IOException {
    CsvFile.write(
        folder.resolve("confusions.csv"),
        csv -> {
          for (Confusion each : evaluation.report().confusions()) {
            csv.printRecord(
                each.landmarkId(),
                each.predictedId(),
                each.count(),
                each.worst().logScore(),
                each.worst().id());
          }
        },
        "landmark_id",
        "predicted_id",
        "times",
        "highest_log_score",
        "query_id");
  }

  private void queries() throws IOException {
    Map<String, Double> averagePrecision =
        evaluation.retrieval().map(Retrieval::averagePrecision).orElse(Map.of());
    CsvFile.write(
        folder.resolve("queries.csv"),
        csv -> {
          for (Query query : evaluation.report().queries()) {
            csv.printRecord(
                query.id(),
                query.truth().landmarkId().orElse(null),
                query.predicted().orElse(null),
                query.logScore(),
                query.outcome(),
                query.unanswered().orElse(null),
                averagePrecision.get(query.id()));
          }
        },
        "id",
        "landmark_id",
        "predicted_id",
        "log_score",
        "outcome",
        "unanswered",
        "average_precision");
  }
}
