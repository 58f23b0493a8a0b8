package dev.cairn.train.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.train.net.Architectures;
import dev.cairn.train.net.Facts;
import dev.cairn.train.net.Formula;
import dev.cairn.train.net.LandmarkNetwork;
import dev.cairn.train.net.Normalization;
import dev.cairn.train.net.Shape;
import dev.cairn.train.net.Trace;
import dev.cairn.train.net.TracingOps;
import dev.cairn.train.onnx.OnnxOps.Value;
import dev.cairn.train.torch.FormulaModel;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The networks on ONNX Runtime against what the original's networks give for the same weights. */
class OnnxFactsTest {

  private static final int SMALL = 64;
  private static final int ODD = 75;

  @TempDir private Path folder;

  @ParameterizedTest
  @FieldSource("dev.cairn.train.net.Facts#NETWORKS")
  void anExportForAnOddSizeGivesTheReferences(String architecture) throws IOException {
    LandmarkNetwork network = Architectures.byName(architecture);
    Path file = folder.resolve("model.onnx");
    OnnxExporter.export(network, Formula.weights(network), ODD, file);
    float[] embeddings = ExportParity.embed(file, FormulaModel.images(ODD));
    float[] unit = Arrays.copyOf(embeddings, LandmarkNetwork.DIMENSION);
    JsonNode image = Facts.of(architecture + ".json").get("75x75").get("images").get(0);
    compareImage(unit, image, Facts.tolerance(architecture));
  }

  private static void compareImage(float[] unit, JsonNode image, double tolerance) {
    Offset<Float> offset = Offset.offset((float) tolerance);
    assertThat(unit).containsExactly(Facts.floats(image.get("embedding")), offset);
    assertThat(cosines(unit)).containsExactly(Facts.floats(image.get("cosines")), offset);
  }

  /** The largest of each class's sub-centres. */
  private static float[] cosines(float[] unit) {
    int rows = FormulaModel.CLASSES * LandmarkNetwork.SUB_CENTRES;
    float[] head =
        Formula.weight(LandmarkNetwork.HEAD, new long[] {rows, LandmarkNetwork.DIMENSION});
    float[] cosines = new float[FormulaModel.CLASSES];
    Arrays.fill(cosines, -1);
    for (int row = 0; row < rows; row++) {
      double product = 0;
      double squares = 0;
      for (int i = 0; i < unit.length; i++) {
        float centre = head[row * unit.length + i];
        product += centre * unit[i];
        squares += centre * centre;
      }
      int label = row / LandmarkNetwork.SUB_CENTRES;
      cosines[label] = Math.max(cosines[label], (float) (product / Math.sqrt(squares)));
    }
    return cosines;
  }

  /** But for what convolutions give before batch norm, which the export does not compute. */
  @ParameterizedTest
  @FieldSource("dev.cairn.train.net.Facts#NETWORKS")
  void everyBlockGivesTheReferences(String architecture) throws OrtException {
    LandmarkNetwork network = Architectures.byName(architecture);
    OnnxGraph graph = new OnnxGraph();
    graph.input("images", DataType.FLOAT, 3, SMALL, SMALL);
    TracingOps<Value, Value> ops =
        new TracingOps<>(new OnnxOps(graph, Formula.weights(network)), Function.identity());
    Value unit = network.unitEmbedding(ops, new Value("images", new Shape(3, SMALL, SMALL)));
    JsonNode facts = Facts.of(architecture + ".json");
    Map<Value, JsonNode> rows = new LinkedHashMap<>();
    for (JsonNode row : facts.get("trace_64x64_image0").get("rows")) {
      Value value = ops.output(row.get(0).asText());
      if (value.conv() == null) {
        rows.put(value, row);
      }
    }
    double tolerance = Facts.tolerance(architecture);
    Set<Value> wanted = new LinkedHashSet<>(rows.keySet());
    wanted.add(unit);
    Map<Value, Trace> traces = run(graph.build(), wanted);
    rows.forEach((value, row) -> traces.get(value).assertIs(row, tolerance));
    JsonNode image = facts.get("64x64").get("images").get(0);
    compareImage(traces.get(unit).values(), image, tolerance);
  }

  private static Map<Value, Trace> run(ModelProto graph, Set<Value> values) throws OrtException {
    ModelProto.Builder model = graph.toBuilder();
    values.forEach(value -> model.getGraphBuilder().addOutputBuilder().setName(value.name()));
    Map<Value, Trace> traces = new HashMap<>();
    try (OrtSession session =
            OrtEnvironment.getEnvironment().createSession(model.build().toByteArray());
        OnnxTensor input = image();
        OrtSession.Result result = session.run(Map.of("images", input))) {
      for (Value value : values) {
        OnnxTensor tensor = (OnnxTensor) result.get(value.name()).orElseThrow();
        float[] floats = new float[(int) value.shape().values()];
        tensor.getFloatBuffer().get(floats);
        Shape shape = value.shape();
        long[] dimensions = {shape.channels(), shape.height(), shape.width()};
        traces.put(value, new Trace(dimensions, floats));
      }
    }
    return traces;
  }

  private static OnnxTensor image() throws OrtException {
    byte[] pixels = Formula.image(0, SMALL);
    float[] means = Normalization.means();
    float[] scales = Normalization.scales();
    FloatBuffer planes = FloatBuffer.allocate(pixels.length);
    for (int i = 0; i < pixels.length; i++) {
      int channel = i % 3;
      planes.put(
          channel * SMALL * SMALL + i / 3, ((pixels[i] & 0xFF) - means[channel]) * scales[channel]);
    }
    long[] shape = {1, 3, SMALL, SMALL};
    return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), planes, shape);
  }
}
