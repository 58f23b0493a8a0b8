package dev.cairn.train.torch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.train.net.Facts;
import dev.cairn.train.torch.TracingOps.Trace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The networks on libtorch against what the original's networks give for the same weights. */
class NetworkFactsTest {

  private static final Offset<Float> TOLERANCE = Offset.offset(1e-4f);
  private static final int SMALL = 64;
  private static final int ODD = 75;

  @ParameterizedTest
  @ValueSource(
      strings = {"tf_efficientnet_b3_ns", "tf_efficientnet_b4_ns", "tf_efficientnet_b5_ns"})
  void embeddingsAndCosinesAreTheReferences(String architecture) throws IOException {
    JsonNode facts = Facts.of(architecture + ".json");
    try (TrainableModel model =
        FormulaModel.create(architecture, new double[FormulaModel.CLASSES])) {
      for (int size : new int[] {SMALL, ODD}) {
        JsonNode images = facts.get(size + "x" + size).get("images");
        compareEmbeddings(model, size, images);
        compareCosines(model, size, images);
      }
    }
  }

  private static void compareEmbeddings(TrainableModel model, int size, JsonNode images) {
    float[][] embeddings = model.embed(FormulaModel.images(size));
    for (JsonNode image : images) {
      float[] expected = Facts.floats(image.get("embedding"));
      assertThat(embeddings[image.get("image").asInt()]).containsExactly(expected, TOLERANCE);
    }
  }

  private static void compareCosines(TrainableModel model, int size, JsonNode images) {
    try (PointerScope _ = new PointerScope();
        NoGradGuard _ = new NoGradGuard()) {
      Tensor cosines = model.cosines(model.embedding(FormulaModel.images(size), false));
      for (JsonNode image : images) {
        float[] actual = new float[FormulaModel.CLASSES];
        cosines.select(0, image.get("image").asLong()).data_ptr_float().get(actual);
        assertThat(actual).containsExactly(Facts.floats(image.get("cosines")), TOLERANCE);
      }
    }
  }

  @Test
  void evaluationNamesTheReferencesBestClass() throws IOException {
    String architecture = "tf_efficientnet_b3_ns";
    JsonNode images = Facts.of(architecture + ".json").get("64x64").get("images");
    try (TrainableModel model =
        FormulaModel.create(architecture, new double[FormulaModel.CLASSES])) {
      List<ImageEvaluation> evaluations =
          model.evaluate(FormulaModel.images(SMALL), new int[] {0, 3});
      for (JsonNode image : images) {
        ImageEvaluation evaluation = evaluations.get(image.get("image").asInt());
        int best = image.get("argmax").asInt();
        assertThat(evaluation.bestClass()).isEqualTo(best);
        assertThat(evaluation.bestCosine())
            .isCloseTo(image.get("cosines").get(best).asDouble(), Offset.offset(1e-4));
      }
    }
  }

  @Test
  void everyBlockOfB3GivesTheReferenceValues() throws IOException {
    String architecture = "tf_efficientnet_b3_ns";
    JsonNode rows = Facts.of(architecture + ".json").get("trace_64x64_image0").get("rows");
    try (TrainableModel model =
            FormulaModel.create(architecture, new double[FormulaModel.CLASSES]);
        PointerScope _ = new PointerScope();
        NoGradGuard _ = new NoGradGuard()) {
      TracingOps ops = new TracingOps(new TorchOps(model.weights(), false));
      model.network().embedding(ops, model.normalize(FormulaModel.images(SMALL)));
      for (JsonNode row : rows) {
        compare(row, trace(ops, row.get(0).asText()));
      }
    }
  }

  private static void compare(JsonNode row, Trace actual) {
    String module = row.get(0).asText();
    double typical = row.get(3).asDouble() / Math.sqrt(actual.values().length);
    Offset<Double> tolerance = Offset.offset(1e-4 * Math.max(1, typical));
    assertThat(actual.shape()).as(module).containsExactly(Facts.longs(row.get(1)));
    assertThat(actual.mean()).as(module).isCloseTo(row.get(2).asDouble(), tolerance);
    assertThat(actual.length())
        .as(module)
        .isCloseTo(row.get(3).asDouble(), Percentage.withPercentage(0.01));
    for (int i = 0; i < row.get(4).size(); i++) {
      double expected = row.get(4).get(i).asDouble();
      assertThat((double) actual.values()[i]).as(module).isCloseTo(expected, tolerance);
    }
  }

  /** What leaves a block enters the next one; what leaves squeeze-excite enters the projection. */
  private static Trace trace(TracingOps ops, String module) {
    if (ops.outputs().containsKey(module)) {
      return ops.outputs().get(module);
    }
    if (module.endsWith(".se")) {
      return ops.inputs().get(module.replace(".se", ".conv_pwl"));
    }
    List<String> convolutions = new ArrayList<>(ops.inputs().keySet());
    int last = 0;
    for (int i = 0; i < convolutions.size(); i++) {
      if (convolutions.get(i).startsWith(module + ".")) {
        last = i;
      }
    }
    return ops.inputs().get(convolutions.get(last + 1));
  }
}
