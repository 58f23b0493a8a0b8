package dev.cairn.rerank.evaluate;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import dev.cairn.pipeline.metric.GlobalAveragePrecision;
import dev.cairn.rerank.evaluate.EvaluationReport.Confusion;
import dev.cairn.rerank.evaluate.EvaluationReport.LandmarkAccuracy;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Holds predictions against the truth. */
public final class Evaluator {

  private Evaluator() {}

  /**
   * Evaluates predictions. Of equal scores, the ranking for GAP keeps the order of the truth.
   *
   * @param answers at most one for each image
   * @param truths exactly one for each image
   */
  public static EvaluationReport evaluate(List<Answer> answers, List<Truth> truths) {
    Map<String, Answer> answerById =
        answers.stream().collect(toMap(Answer::id, Function.identity()));
    List<Query> queries =
        truths.stream()
            .map(truth -> new Query(truth, Optional.ofNullable(answerById.get(truth.id()))))
            .toList();
    List<Query> landmarkQueries = queries.stream().filter(Query::showsLandmark).toList();
    Set<String> unknown = new HashSet<>(answerById.keySet());
    truths.forEach(truth -> unknown.remove(truth.id()));
    return new EvaluationReport(
        landmarkQueries.size(),
        queries.size() - landmarkQueries.size(),
        (int) queries.stream().filter(query -> query.answer().isEmpty()).count(),
        unknown.size(),
        (int) queries.stream().filter(Query::isRight).count(),
        gap(queries, landmarkQueries.size()),
        byLandmark(landmarkQueries),
        confusions(landmarkQueries),
        ScoreSummary.of(queries));
  }

  private static OptionalDouble gap(List<Query> queries, int landmarkQueries) {
    List<GlobalAveragePrecision.Answer> ranking =
        queries.stream()
            .filter(query -> query.predicted().isPresent())
            .map(query ->
                new GlobalAveragePrecision.Answer(
                    query.answer().orElseThrow().logScore(), query.isRight()))
            .toList();
    return landmarkQueries == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(GlobalAveragePrecision.of(ranking, landmarkQueries));
  }

  private static Map<String, LandmarkAccuracy> byLandmark(List<Query> queries) {
    Map<String, LandmarkAccuracy> landmarks = new TreeMap<>();
    for (Query query : queries) {
      landmarks.merge(
          query.truth().landmarkId().orElseThrow(),
          new LandmarkAccuracy(1, query.isRight() ? 1 : 0),
          (a, b) -> new LandmarkAccuracy(a.queries() + b.queries(), a.right() + b.right()));
    }
    return landmarks;
  }

  private static List<Confusion> confusions(List<Query> queries) {
    record Pair(String landmarkId, String predictedId) {}
    return queries.stream()
        .filter(query -> query.predicted().isPresent() && !query.isRight())
        .collect(
            groupingBy(
                query ->
                    new Pair(
                        query.truth().landmarkId().orElseThrow(), query.predicted().orElseThrow()),
                counting()))
        .entrySet()
        .stream()
        .map(pair ->
            new Confusion(
                pair.getKey().landmarkId(),
                pair.getKey().predictedId(),
                pair.getValue().intValue()))
        .sorted(
            Comparator.comparingInt(Confusion::count)
                .reversed()
                .thenComparing(Confusion::landmarkId)
                .thenComparing(Confusion::predictedId))
        .toList();
  }
}
