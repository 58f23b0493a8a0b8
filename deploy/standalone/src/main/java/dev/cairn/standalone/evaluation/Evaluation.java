package dev.cairn.standalone.evaluation;

import static java.util.stream.Collectors.toMap;

import dev.cairn.rerank.evaluate.EvaluationReport;
import dev.cairn.rerank.evaluate.Evaluator;
import dev.cairn.rerank.evaluate.Retrieval;
import dev.cairn.rerank.evaluate.Truth;
import dev.cairn.schemas.avro.Neighbour;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Predictions held against the truth.
 *
 * @param retrieval empty where the neighbours or the gallery are not known
 */
public record Evaluation(
    Predictions predictions,
    EvaluationReport report,
    Optional<Retrieval> retrieval,
    Overlap overlap) {

  /**
   * @param nonLandmarkSet ids of photographs of no landmark that the workers knew
   */
  public static Evaluation of(
      Predictions predictions, List<Truth> truths, Set<String> nonLandmarkSet) {
    EvaluationReport report =
        Evaluator.evaluate(predictions.answers(), truths, predictions.reasons());
    Optional<Retrieval> retrieval =
        predictions
            .gallery()
            .map(
                census -> Retrieval.of(report.queries(), landmarks(predictions), census::imagesOf));
    return new Evaluation(
        predictions, report, retrieval, Overlap.of(report.queries(), predictions, nonLandmarkSet));
  }

  private static Map<String, List<String>> landmarks(Predictions predictions) {
    return predictions.neighbours().entrySet().stream()
        .collect(
            toMap(
                Map.Entry::getKey,
                query -> query.getValue().stream().map(Neighbour::getLandmarkId).toList()));
  }

  /** The nearest gallery image of a query, where it is known and there is one. */
  Optional<Neighbour> nearest(String queryId) {
    return predictions.neighbours().getOrDefault(queryId, List.of()).stream().findFirst();
  }

  /** What a reader of the figures must know, a sentence each. */
  List<String> notes() {
    return Stream.concat(overlap.sentences().stream(), predictions.notes().stream()).toList();
  }
}
