package dev.cairn.train.loss;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.train.net.Facts;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubCentreArcFaceTest {

  private static final JsonNode FACTS = Facts.of("arcface.json");

  private PointerScope scope;

  @BeforeEach
  void open() {
    scope = new PointerScope();
  }

  @AfterEach
  void close() {
    scope.close();
  }

  private record Case(JsonNode fact, double loss, float[] gradient) {

    static Case run(String name) {
      JsonNode fact = FACTS.get(name);
      int[] labels = Facts.ints(fact.get("labels"));
      float[] cosines = Facts.floats(fact.get("logits"));
      Tensor input = Tensor.create(cosines, labels.length, fact.get("out_dim").asLong());
      input.requires_grad_(true);
      SubCentreArcFace arcFace =
          new SubCentreArcFace(Facts.doubles(fact.get("margins")), fact.get("s").asDouble());
      Tensor loss = arcFace.of(input, labels).mean();
      loss.backward();
      float[] gradient = new float[cosines.length];
      input.grad().data_ptr_float().get(gradient);
      return new Case(fact, loss.item_float(), gradient);
    }

    double scale() {
      return fact.get("s").asDouble();
    }

    double[] expectedGradient() {
      return Facts.doubles(fact.get("f64_grad"));
    }

    void hasTheReferenceLoss() {
      double expected = fact.get("f64_loss").asDouble();
      assertThat(loss).isCloseTo(expected, Offset.offset(1e-5 * expected));
    }

    void hasTheReferenceGradient(int index) {
      double expected = expectedGradient()[index];
      double rounding = 1e-5 * Math.abs(expected) + 2e-7 * scale();
      assertThat((double) gradient[index])
          .as("gradient %d", index)
          .isCloseTo(expected, Offset.offset(rounding));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"s80", "s30", "s80_smallcos"})
  void lossAndGradientAreTheReferences(String name) {
    Case result = Case.run(name);
    result.hasTheReferenceLoss();
    for (int i = 0; i < result.gradient.length; i++) {
      result.hasTheReferenceGradient(i);
    }
  }

  /** Where the original's gradient is NaN, ours is finite; elsewhere both agree. */
  @ParameterizedTest
  @ValueSource(strings = {"nontarget_exactly_1", "target_exactly_1", "nontarget_exactly_minus1"})
  void aCosineOfOneKeepsTheGradientFinite(String name) {
    Case result = Case.run(name);
    result.hasTheReferenceLoss();
    double[] expected = result.expectedGradient();
    assertThat(expected).contains(Double.NaN);
    for (int i = 0; i < expected.length; i++) {
      if (Double.isNaN(expected[i])) {
        assertThat(result.gradient[i]).isFinite();
      } else {
        result.hasTheReferenceGradient(i);
      }
    }
  }

  /** Rounding may push a cosine over 1; the original's loss is then NaN. */
  @Test
  void aCosineAboveOneKeepsLossAndGradientFinite() {
    Case result = Case.run("nontarget_above_1");
    assertThat(result.loss).isCloseTo(Case.run("nontarget_exactly_1").loss, Offset.offset(1e-4));
    for (float gradient : result.gradient) {
      assertThat(gradient).isFinite();
    }
  }
}
