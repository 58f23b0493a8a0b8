package dev.cairn.standalone.evaluation;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.cairn.rerank.evaluate.Answer;
import dev.cairn.rerank.evaluate.EvaluationReport;
import dev.cairn.rerank.evaluate.Evaluator;
import dev.cairn.rerank.evaluate.Retrieval;
import dev.cairn.rerank.evaluate.Truth;
import dev.cairn.schemas.avro.Neighbour;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
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
   * @throws CairnException with {@code DATASET_INVALID} when truth and predictions have no image in
   *     common
   */
  public static Evaluation of(
      Predictions predictions, List<Truth> truths, Set<String> nonLandmarkSet) {
    checkIds(predictions.answers(), truths);
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

  private static void checkIds(List<Answer> answers, List<Truth> truths) {
    Set<String> known = truths.stream().map(Truth::id).collect(toSet());
    if (!known.isEmpty()
        && !answers.isEmpty()
        && answers.stream().map(Answer::id).noneMatch(known::contains)) {
      throw new CairnException(
          ErrorCode.DATASET_INVALID,
          "No image of the truth, such as '%.100s', is among the predictions, such as '%.100s': an image id is the file's name without its ending"
              .formatted(truths.getFirst().id(), answers.getFirst().id()));
    }
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
