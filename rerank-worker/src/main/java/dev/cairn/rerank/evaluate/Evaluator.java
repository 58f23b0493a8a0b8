package dev.cairn.rerank.evaluate;

import static java.util.stream.Collectors.toMap;

import dev.cairn.pipeline.metric.GlobalAveragePrecision;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;

/** Holds predictions against the truth. */
public final class Evaluator {
  private static final String ABSTAINED = "abstained";
  private static final String NO_PREDICTION = "no prediction";

  private Evaluator() {}

  /** Evaluates predictions of which nothing is known but what their file says. */
  public static EvaluationReport evaluate(List<Answer> answers, List<Truth> truths) {
    return evaluate(answers, truths, Map.of());
  }

  /**
   * Evaluates predictions. Of equal scores, the ranking for GAP keeps the order of the truth.
   *
   * @param answers at most one for each image
   * @param truths exactly one for each image
   * @param reasons by image id, why no landmark was predicted, as far as it is known
   */
  public static EvaluationReport evaluate(
      List<Answer> answers, List<Truth> truths, Map<String, String> reasons) {
    Map<String, Answer> answerById =
        answers.stream().collect(toMap(Answer::id, Function.identity()));
    List<Query> queries =
        truths.stream()
            .map(truth -> query(truth, Optional.ofNullable(answerById.get(truth.id())), reasons))
            .toList();
    Set<String> unknown = new HashSet<>(answerById.keySet());
    truths.forEach(truth -> unknown.remove(truth.id()));
    List<Confusion> confusions = Confusion.among(queries);
    return new EvaluationReport(
        queries,
        unknown.size(),
        gap(queries),
        Coverage.of(queries),
        LandmarkResult.of(queries, confusions),
        confusions,
        queries.stream()
            .filter(Query::isFalseAlarm)
            .sorted(Comparator.comparingDouble(Query::descending))
            .toList(),
        Unanswered.among(queries),
        ScoreSummary.of(queries));
  }

  private static Query query(Truth truth, Optional<Answer> answer, Map<String, String> reasons) {
    boolean answered = answer.flatMap(Answer::landmarkId).isPresent();
    String reason =
        reasons.getOrDefault(truth.id(), answer.isPresent() ? ABSTAINED : NO_PREDICTION);
    return new Query(truth, answer, answered ? Optional.empty() : Optional.of(reason));
  }

  private static OptionalDouble gap(List<Query> queries) {
    int landmarkQueries = (int) queries.stream().filter(Query::showsLandmark).count();
    List<GlobalAveragePrecision.Answer> ranking =
        queries.stream()
            .filter(query -> query.predicted().isPresent())
            .map(query -> new GlobalAveragePrecision.Answer(query.logScore(), query.isRight()))
            .toList();
    return landmarkQueries == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(GlobalAveragePrecision.of(ranking, landmarkQueries));
  }
}
