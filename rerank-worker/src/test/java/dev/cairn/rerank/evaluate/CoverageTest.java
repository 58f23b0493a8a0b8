package dev.cairn.rerank.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.rerank.evaluate.Coverage.Point;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CoverageTest {

  @Test
  void queriesOfNoLandmarkLowerThePrecisionAndSilentOnesTheCoverage() {
    Coverage coverage =
        Coverage.of(
            List.of(
                right("a", -1),
                wrong("b", -2),
                right("c", -3),
                nonLandmark("d", -2.5),
                silent("e"),
                silent("f")));

    assertThat(coverage.points())
        .containsExactly(
            new Point(-1, 1, 1, 6),
            new Point(-2, 2, 1, 6),
            new Point(-2.5, 3, 1, 6),
            new Point(-3, 4, 2, 6));
    assertThat(coverage.points().getLast().coverage()).isEqualTo(4 / 6.0);
    assertThat(coverage.points().getLast().precision()).isEqualTo(0.5);
  }

  @Test
  void equalScoresAreAnsweredTogether() {
    Coverage coverage =
        Coverage.of(List.of(wrong("a", -0.0), right("b", 0.0), right("c", -900), wrong("d", -900)));

    assertThat(coverage.points())
        .containsExactly(new Point(-0.0 + 0.0, 2, 1, 4), new Point(-900, 4, 2, 4));
  }

  @Test
  void theThresholdOfAPrecisionIsTheLowestThatHasIt() {
    Coverage coverage =
        Coverage.of(
            List.of(
                right("a", -1), wrong("b", -2), right("c", -3), right("d", -4), wrong("e", -5)));

    // 1/1, 1/2, 2/3, 3/4, 3/5
    assertThat(coverage.atPrecision(1)).map(Point::logScore).hasValue(-1.0);
    assertThat(coverage.atPrecision(0.75)).map(Point::logScore).hasValue(-4.0);
    assertThat(coverage.atPrecision(0.6)).map(Point::logScore).hasValue(-5.0);
  }

  @Test
  void aPrecisionThatIsNeverReachedHasNoThreshold() {
    assertThat(Coverage.of(List.of(wrong("a", -1))).atPrecision(0.9)).isEmpty();
    assertThat(Coverage.of(List.of(silent("a"))).points()).isEmpty();
    assertThat(Coverage.of(List.of()).atPrecision(0.9)).isEmpty();
  }

  @Test
  void aLandmarkToldWithAScoreOfZeroComesLast() {
    Coverage coverage =
        Coverage.of(List.of(right("a", Double.NEGATIVE_INFINITY), right("b", -1e9)));

    assertThat(coverage.points())
        .extracting(Point::logScore)
        .containsExactly(-1e9, Double.NEGATIVE_INFINITY);
  }

  private static Query right(String id, double logScore) {
    return query(id, Optional.of("tower"), logScore);
  }

  private static Query wrong(String id, double logScore) {
    return query(id, Optional.of("bridge"), logScore);
  }

  private static Query nonLandmark(String id, double logScore) {
    return query(id, Optional.empty(), logScore);
  }

  private static Query silent(String id) {
    return new Query(
        new Truth(id, Optional.of("tower")), Optional.empty(), Optional.of("no prediction"));
  }

  private static Query query(String id, Optional<String> truth, double logScore) {
    return new Query(
        new Truth(id, truth),
        Optional.of(new Answer(id, Optional.of("tower"), logScore)),
        Optional.empty());
  }
}
