package dev.cairn.train.torch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.train.loss.AdaptiveMargins;
import dev.cairn.train.net.Facts;
import dev.cairn.train.net.Formula;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** One training step against the original's, which ran in float64. */
@ParameterizedClass
@ValueSource(strings = {"tf_efficientnet_b3_ns", "rex20"})
record TrainStepFactsTest(String architecture) {

  private static final int SIZE = 64;
  private static final int[] LABELS = {0, 3, 7, 3};
  private static final double LEARNING_RATE = 1e-4;

  /** Below it a gradient is zero but for rounding, and Adam makes whole steps of the rounding. */
  private static final double ZERO_GRADIENT = 1e-9;

  private static JsonNode facts;
  private static float[] logits;
  private static StepResult step;
  private static Map<String, float[]> gradients;
  private static TrainableModel model;

  @BeforeParameterizedClassInvocation
  static void train(String architecture) throws IOException {
    facts = Facts.of("train_step_" + architecture + ".json");
    byte[] wave = Formula.image(0, SIZE);
    byte[] checks = Formula.image(1, SIZE);
    ImageBatch batch = FormulaModel.batch(SIZE, wave, checks, mirrored(wave), upsideDown(checks));
    double[] margins = AdaptiveMargins.of(IntStream.rangeClosed(1, 10).toArray());
    assertThat(margins).containsExactly(Facts.doubles(facts.get("margins")), Offset.offset(1e-8));
    try (TrainableModel other = FormulaModel.create(architecture, margins);
        PointerScope _ = new PointerScope()) {
      logits = floats(other.cosines(other.embedding(batch, true)).flatten());
    }
    model = FormulaModel.create(architecture, margins);
    model.accumulate(batch, LABELS);
    gradients = meanGradients();
    step = model.step(LEARNING_RATE, false, 0);
  }

  @AfterParameterizedClassInvocation
  static void close() {
    model.close();
  }

  private static Map<String, float[]> meanGradients() {
    Map<String, float[]> means = new HashMap<>();
    try (PointerScope _ = new PointerScope()) {
      for (JsonNode row : facts.get("params")) {
        String name = row.get(0).asText();
        Tensor sum = model.weights().tensor(name).grad();
        means.put(name, floats(sum.div(new Scalar(LABELS.length))));
      }
    }
    return means;
  }

  private static byte[] mirrored(byte[] image) {
    return rearranged(image, (x, y) -> y * SIZE + SIZE - 1 - x);
  }

  private static byte[] upsideDown(byte[] image) {
    return rearranged(image, (x, y) -> (SIZE - 1 - y) * SIZE + x);
  }

  private interface Source {
    int pixel(int x, int y);
  }

  private static byte[] rearranged(byte[] image, Source source) {
    byte[] result = new byte[image.length];
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        System.arraycopy(image, source.pixel(x, y) * 3, result, (y * SIZE + x) * 3, 3);
      }
    }
    return result;
  }

  private static float[] floats(Tensor tensor) {
    float[] values = new float[(int) tensor.numel()];
    tensor.data_ptr_float().get(values);
    return values;
  }

  @Test
  void lossIsTheReferences() {
    assertThat(step.meanLoss())
        .isCloseTo(facts.get("loss").asDouble(), Percentage.withPercentage(1e-3));
    assertThat(step.images()).isEqualTo(LABELS.length);
  }

  @Test
  void logitsAreTheReferences() {
    int at = 0;
    for (JsonNode row : facts.get("logits")) {
      for (JsonNode expected : row) {
        assertThat((double) logits[at++]).isCloseTo(expected.asDouble(), Offset.offset(1e-5));
      }
    }
    assertThat(at).isEqualTo(logits.length);
  }

  @Test
  void gradientsAreTheReferences() {
    for (JsonNode row : facts.get("params")) {
      String name = row.get(0).asText();
      float[] gradient = gradients.get(name);
      double expected = row.get(1).asDouble();
      double length = length(gradient);
      if (expected < ZERO_GRADIENT) {
        assertThat(length).as(name).isLessThan(1e-3);
        continue;
      }
      // By how much the original itself is off in float32; another order of sums differs again.
      double rounding = row.get(4).asDouble();
      double tolerance = Math.max(1e-4, 4 * rounding);
      assertThat(length).as(name).isCloseTo(expected, Percentage.withPercentage(100 * tolerance));
      double typical = expected / Math.sqrt(gradient.length);
      double firstTolerance = Math.max(2e-4, 16 * rounding);
      assertStartsWith(name, gradient, row.get(2), firstTolerance * typical);
    }
  }

  private static double length(float[] values) {
    double squares = 0;
    for (float value : values) {
      squares += (double) value * value;
    }
    return Math.sqrt(squares);
  }

  @Test
  void weightsAfterTheStepAreTheReferences() {
    int compared = 0;
    for (JsonNode row : facts.get("params")) {
      if (row.get(1).asDouble() >= ZERO_GRADIENT) {
        String name = row.get(0).asText();
        assertStartsWith(name, model.values(name), row.get(3), 5e-7);
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(190);
  }

  @Test
  void runningStatisticsAfterTheStepAreTheReferences() {
    for (JsonNode row : facts.get("buffers_after_first3")) {
      String name = row.get(0).asText();
      if (name.endsWith("num_batches_tracked")) {
        assertThat(model.weights().tensor(name).item_long()).isEqualTo(row.get(1).get(0).asLong());
      } else {
        assertStartsWith(name, model.values(name), row.get(1), 3e-5);
      }
    }
  }

  private static void assertStartsWith(
      String name, float[] actual, JsonNode expected, double tolerance) {
    for (int i = 0; i < expected.size(); i++) {
      assertThat((double) actual[i])
          .as("%s[%d]", name, i)
          .isCloseTo(expected.get(i).asDouble(), Offset.offset(tolerance));
    }
  }
}
