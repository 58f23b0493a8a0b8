package dev.cairn.rerank.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class EvaluatorTest {

  @Test
  void reportsAMixOfRightWrongMissingAndNonLandmarkQueries() {
    EvaluationReport report =
        Evaluator.evaluate(
            List.of(
                answer("t1", "tower", -1),
                answer("t2", "tower", -2),
                answer("t3", "bridge", -3),
                answer("b1", "tower", -4),
                answer("n1", "tower", -1.5),
                answer("n2", "bridge", -50),
                answer("stray", "tower", 0)),
            List.of(
                truth("t1", "tower"),
                truth("t2", "tower"),
                truth("t3", "tower"),
                truth("b1", "bridge"),
                truth("b2", "bridge"),
                nonLandmark("n1"),
                nonLandmark("n2"),
                nonLandmark("n3")));

    assertThat(report.landmarkQueries()).isEqualTo(5);
    assertThat(report.nonLandmarkQueries()).isEqualTo(3);
    assertThat(report.missing()).isEqualTo(2);
    assertThat(report.unknown()).isEqualTo(1);
    assertThat(report.right()).isEqualTo(2);
    assertThat(report.accuracy()).hasValue(0.4);
    // Ranking: t1 right (1/1), n1 wrong, t2 right (2/3), then nothing right; over 5 queries.
    assertThat(report.gap().orElseThrow()).isCloseTo((1 + 2.0 / 3) / 5, within(1e-12));
    assertThat(report.landmarks())
        .extracting(LandmarkResult::landmarkId, LandmarkResult::queries, LandmarkResult::right)
        .containsExactly(tuple("bridge", 2, 0), tuple("tower", 3, 2));
    assertThat(report.landmarks())
        .extracting(landmark -> landmark.confusion().orElseThrow().predictedId())
        .containsExactly("tower", "bridge");
    assertThat(pairs(report)).containsExactly("tower > bridge 1: t3", "bridge > tower 1: b1");
    assertThat(report.falseAlarms()).extracting(Query::id).containsExactly("n1", "n2");
    assertThat(report.unanswered()).containsExactly(new Unanswered("no prediction", 1, 1));
    assertThat(report.scores().medianRight()).hasValue(-2);
    assertThat(report.scores().medianWrong()).hasValue(-4);
    assertThat(report.scores().medianNonLandmark()).hasValue(-50);
    assertThat(report.scores().nonLandmarksBelowRight()).hasValue(2.0 / 3);
  }

  @Test
  void everythingRight() {
    EvaluationReport report =
        Evaluator.evaluate(
            List.of(answer("1", "a", -1e6), answer("2", "b", 0)),
            List.of(truth("1", "a"), truth("2", "b")));

    assertThat(report.gap()).hasValue(1);
    assertThat(report.accuracy()).hasValue(1);
    assertThat(report.confusions()).isEmpty();
    assertThat(report.scores().medianWrong()).isEmpty();
    assertThat(report.scores().nonLandmarksBelowRight()).isEmpty();
  }

  @Test
  void scoresThatUnderflowStillRank() {
    List<Truth> truths = List.of(truth("1", "a"), nonLandmark("2"));

    EvaluationReport good =
        Evaluator.evaluate(List.of(answer("1", "a", -900), answer("2", "a", -901)), truths);
    EvaluationReport bad =
        Evaluator.evaluate(List.of(answer("1", "a", -901), answer("2", "a", -900)), truths);

    assertThat(good.gap()).hasValue(1);
    assertThat(bad.gap()).hasValue(0.5);
  }

  @Test
  void anAbstentionIsWrongForALandmarkAndTakesNoRank() {
    EvaluationReport report =
        Evaluator.evaluate(
            List.of(abstention("1"), answer("2", "b", -5)),
            List.of(truth("1", "a"), truth("2", "b")));

    assertThat(report.right()).isEqualTo(1);
    assertThat(report.missing()).isZero();
    assertThat(report.gap()).hasValue(0.5);
    assertThat(report.confusions()).isEmpty();
    assertThat(report.scores().medianWrong()).hasValue(Double.NEGATIVE_INFINITY);
  }

  @Test
  void whyNothingWasPredictedIsToldWhereItIsKnown() {
    EvaluationReport report =
        Evaluator.evaluate(
            List.of(abstention("1"), abstention("2"), abstention("3"), answer("4", "a", -1)),
            List.of(
                truth("1", "a"),
                nonLandmark("2"),
                nonLandmark("3"),
                truth("4", "a"),
                truth("5", "a")),
            Map.of(
                "1", "NO_POSITIVE_NEIGHBOUR",
                "2", "NO_POSITIVE_NEIGHBOUR",
                "4", "of an answer",
                "5", "IMAGE_TRUNCATED"));

    assertThat(report.unanswered())
        .containsExactly(
            new Unanswered("NO_POSITIVE_NEIGHBOUR", 1, 1),
            new Unanswered("IMAGE_TRUNCATED", 1, 0),
            new Unanswered("abstained", 0, 1));
    assertThat(report.falseAlarms()).isEmpty();
  }

  @Test
  void theMostConfidentConfusionsComeFirstAndTheMostFrequentStandsForItsLandmark() {
    EvaluationReport report =
        Evaluator.evaluate(
            List.of(
                answer("1", "b", -1),
                answer("2", "c", -2),
                answer("3", "c", -3),
                answer("4", "a", -1)),
            List.of(truth("1", "a"), truth("2", "a"), truth("3", "a"), truth("4", "b")));

    assertThat(pairs(report)).containsExactly("a > b 1: 1", "b > a 1: 4", "a > c 2: 2");
    assertThat(report.landmarks().getFirst().confusion().orElseThrow().predictedId())
        .isEqualTo("c");
    assertThat(report.landmarks().getFirst().accuracy()).isZero();
  }

  @Test
  void withoutLandmarkQueriesThereIsNoGapAndNoAccuracy() {
    EvaluationReport report =
        Evaluator.evaluate(List.of(answer("1", "a", 0)), List.of(nonLandmark("1")));

    assertThat(report.gap()).isEqualTo(OptionalDouble.empty());
    assertThat(report.accuracy()).isEmpty();
    assertThat(report.falseAlarms()).extracting(Query::id).containsExactly("1");

    EvaluationReport nothing = Evaluator.evaluate(List.of(), List.of());
    assertThat(nothing.landmarkQueries()).isZero();
    assertThat(nothing.coverage().points()).isEmpty();
    assertThat(nothing.landmarks()).isEmpty();
  }

  private static List<String> pairs(EvaluationReport report) {
    return report.confusions().stream()
        .map(c ->
            "%s > %s %d: %s".formatted(c.landmarkId(), c.predictedId(), c.count(), c.worst().id()))
        .toList();
  }

  private static Answer abstention(String id) {
    return new Answer(id, Optional.empty(), Double.NEGATIVE_INFINITY);
  }

  private static Answer answer(String id, String landmarkId, double logScore) {
    return new Answer(id, Optional.of(landmarkId), logScore);
  }

  private static Truth truth(String id, String landmarkId) {
    return new Truth(id, Optional.of(landmarkId));
  }

  private static Truth nonLandmark(String id) {
    return new Truth(id, Optional.empty());
  }
}
