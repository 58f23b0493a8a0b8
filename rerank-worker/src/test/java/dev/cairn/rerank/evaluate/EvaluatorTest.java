package dev.cairn.rerank.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cairn.rerank.evaluate.EvaluationReport.Confusion;
import dev.cairn.rerank.evaluate.EvaluationReport.LandmarkAccuracy;
import java.util.List;
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
        .containsEntry("tower", new LandmarkAccuracy(3, 2))
        .containsEntry("bridge", new LandmarkAccuracy(2, 0))
        .hasSize(2);
    assertThat(report.confusions())
        .containsExactly(new Confusion("bridge", "tower", 1), new Confusion("tower", "bridge", 1));
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
    Answer abstention = new Answer("1", Optional.empty(), Double.NEGATIVE_INFINITY);

    EvaluationReport report =
        Evaluator.evaluate(
            List.of(abstention, answer("2", "b", -5)), List.of(truth("1", "a"), truth("2", "b")));

    assertThat(report.right()).isEqualTo(1);
    assertThat(report.missing()).isZero();
    assertThat(report.gap()).hasValue(0.5);
    assertThat(report.confusions()).isEmpty();
    assertThat(report.scores().medianWrong()).hasValue(Double.NEGATIVE_INFINITY);
  }

  @Test
  void frequentConfusionsComeFirst() {
    EvaluationReport report =
        Evaluator.evaluate(
            List.of(answer("1", "b", 0), answer("2", "c", 0), answer("3", "c", 0)),
            List.of(truth("1", "a"), truth("2", "a"), truth("3", "a")));

    assertThat(report.confusions())
        .containsExactly(new Confusion("a", "c", 2), new Confusion("a", "b", 1));
  }

  @Test
  void withoutLandmarkQueriesThereIsNoGapAndNoAccuracy() {
    EvaluationReport report =
        Evaluator.evaluate(List.of(answer("1", "a", 0)), List.of(nonLandmark("1")));

    assertThat(report.gap()).isEqualTo(OptionalDouble.empty());
    assertThat(report.accuracy()).isEmpty();
    assertThat(Evaluator.evaluate(List.of(), List.of()).landmarkQueries()).isZero();
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
