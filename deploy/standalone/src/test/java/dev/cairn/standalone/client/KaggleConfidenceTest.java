package dev.cairn.standalone.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class KaggleConfidenceTest {

  @Test
  void smallScoresKeepTheirOrderEvenInSinglePrecision() {
    double[] confidences = confidences(-2000, -900, -200.5, -200, -86, -1, 0, 1.6);

    assertThat(confidences).isSorted().doesNotHaveDuplicates();
    for (int i = 1; i < confidences.length; i++) {
      assertThat((float) confidences[i]).isGreaterThan((float) confidences[i - 1]);
    }
    assertThat(confidences[3]).isEqualTo(0.5 / 201);
    assertThat(Arrays.stream(confidences)).allMatch(confidence -> confidence > 0 && confidence < 1);
  }

  @Test
  void neighbouringDoublesKeepTheirOrderToo() {
    double[] logScores = DoubleStream.iterate(-255.9, Math::nextUp).limit(1000).toArray();
    assertThat(confidences(logScores)).isSorted().doesNotHaveDuplicates();
    assertThat(confidences(-1e-18, -1e-19, 0, 1e-19)).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void tiesStayTies() {
    double[] confidences = confidences(-200, -200, -0.0, 0.0);
    assertThat(confidences[1]).isEqualTo(confidences[0]);
    assertThat(confidences[3]).isEqualTo(confidences[2]);
  }

  @Test
  void aScoreOfZeroComesLastAndNoOtherMeetsIt() {
    double[] confidences = confidences(Double.NEGATIVE_INFINITY, -Double.MAX_VALUE, -1e300);

    assertThat(confidences[0]).isZero();
    assertThat(confidences).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void withoutScoresThereIsNothingToAsk() {
    assertThat(confidences()).isEmpty();
  }

  /** As others read them. */
  private static double[] confidences(double... logScores) {
    List<Double> all = Arrays.stream(logScores).boxed().toList();
    KaggleConfidence confidence = new KaggleConfidence(all);
    return all.stream()
        .mapToDouble(logScore -> Double.parseDouble(Double.toString(confidence.of(logScore))))
        .toArray();
  }
}
