package dev.cairn.train.torch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.train.net.Facts;
import dev.cairn.train.net.Trace;
import dev.cairn.train.net.TracingOps;
import dev.cairn.train.ranks.Device;
import dev.cairn.train.ranks.Ranks;
import java.io.IOException;
import java.util.List;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The networks on libtorch against what the original's networks give for the same weights. */
class NetworkFactsTest {

  private static final int SMALL = 64;
  private static final int ODD = 75;

  @ParameterizedTest
  @FieldSource("dev.cairn.train.net.Facts#NETWORKS")
  void everyValueIsTheReferences(String architecture) throws IOException {
    double tolerance = Facts.tolerance(architecture);
    JsonNode facts = Facts.of(architecture + ".json");
    try (TrainableModel model = create(architecture)) {
      TracingOps<Tensor, Trace> trace = compareImage(model, facts, SMALL, tolerance);
      for (JsonNode row : facts.get("trace_64x64_image0").get("rows")) {
        trace.output(row.get(0).asText()).assertIs(row, tolerance);
      }
      compareImage(model, facts, ODD, tolerance);
    }
  }

  private static TrainableModel create(String architecture) throws IOException {
    return FormulaModel.create(architecture, new double[FormulaModel.CLASSES]);
  }

  private static TracingOps<Tensor, Trace> compareImage(
      TrainableModel model, JsonNode facts, int size, double tolerance) {
    JsonNode image = facts.get(size + "x" + size).get("images").get(0);
    TracingOps<Tensor, Trace> ops =
        new TracingOps<>(
            new TorchOps(model.weights(), false, Ranks.single(new Device.Cpu(2))),
            NetworkFactsTest::firstImage);
    try (PointerScope _ = new PointerScope();
        NoGradGuard _ = new NoGradGuard()) {
      Tensor images = model.normalize(FormulaModel.images(size));
      Tensor unit = model.network().unitEmbedding(ops, images);
      assertClose(firstImage(unit), image.get("embedding"), tolerance);
      assertClose(firstImage(model.cosines(unit)), image.get("cosines"), tolerance);
    }
    assertThat(ops.features().length())
        .isCloseTo(image.get("feature_l2").asDouble(), Percentage.withPercentage(100 * tolerance));
    return ops;
  }

  private static void assertClose(Trace actual, JsonNode expected, double tolerance) {
    assertThat(actual.values())
        .containsExactly(Facts.floats(expected), Offset.offset((float) tolerance));
  }

  private static Trace firstImage(Tensor x) {
    Tensor image = x.select(0, 0).contiguous();
    float[] values = new float[(int) image.numel()];
    image.data_ptr_float().get(values);
    return new Trace(image.shape(), values);
  }

  @Test
  void evaluationNamesTheReferencesBestClass() throws IOException {
    String architecture = "tf_efficientnet_b3_ns";
    JsonNode image = Facts.of(architecture + ".json").get("64x64").get("images").get(0);
    try (TrainableModel model = create(architecture)) {
      List<ImageEvaluation> evaluations =
          model.evaluate(FormulaModel.images(SMALL), new int[] {0, 3});
      int best = image.get("argmax").asInt();
      assertThat(evaluations.getFirst().bestClass()).isEqualTo(best);
      assertThat(evaluations.getFirst().bestCosine())
          .isCloseTo(image.get("cosines").get(best).asDouble(), Offset.offset(1e-4));
    }
  }
}
