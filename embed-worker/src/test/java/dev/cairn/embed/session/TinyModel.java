package dev.cairn.embed.session;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.cairn.pipeline.bundle.Bundle;
import dev.cairn.pipeline.bundle.BundleStore;
import dev.cairn.pipeline.bundle.Manifest;
import dev.cairn.pipeline.bundle.ManifestFile;
import dev.cairn.pipeline.tensor.Safetensors;
import dev.cairn.pipeline.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A network small enough to follow by hand: the logarithm of the mean of each colour, repeated over
 * the embedding ({@code r, g, b, r, g, b}) and L2-normalised. A colour that the image lacks makes
 * it infinite.
 *
 * @param pixelType of the graph's input; a bundle that can be served takes UINT8
 * @param inputName of the graph; the manifest always says {@code pixels}
 * @param operator that takes the logarithm's place in models that go wrong
 */
public record TinyModel(int imageSize, DataType pixelType, String inputName, String operator) {
  public static final int DIMENSION = 6;
  private static final long IR_VERSION = 8;
  private static final long OPSET = 17;

  public static TinyModel of(int imageSize) {
    return new TinyModel(imageSize, DataType.UINT8, "pixels", "Log");
  }

  /** One that gives NaN for every image: no mean of a colour is a cosine. */
  public static TinyModel ofNoNumbers(int imageSize) {
    return new TinyModel(imageSize, DataType.UINT8, "pixels", "Acos");
  }

  /** The embedding of an image that has one colour everywhere. */
  public static float[] embeddingOf(int red, int green, int blue) {
    double[] logs = {Math.log(red), Math.log(green), Math.log(blue)};
    double norm = Math.sqrt(2 * (logs[0] * logs[0] + logs[1] * logs[1] + logs[2] * logs[2]));
    float[] embedding = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      embedding[i] = (float) (logs[i % 3] / norm);
    }
    return embedding;
  }

  /** Publishes a whole bundle around the graph. */
  public Bundle publish(BundleStore bundles, Path scratch) throws IOException {
    Path folder = Files.createTempDirectory(scratch, "bundle");
    Files.write(folder.resolve("model.onnx"), graph().toByteArray());
    Safetensors.write(
        folder.resolve("head.safetensors"),
        Map.of(),
        Map.of("weight", Tensor.ofFloats(new float[3 * DIMENSION], 1, 3, DIMENSION)));
    Files.writeString(folder.resolve("classes.csv"), "index,landmark_id,images\n0,tower,1\n");
    ManifestFile.write(folder, manifest());
    return bundles.publish(folder);
  }

  private Manifest manifest() {
    return new Manifest(
        "tiny",
        "mean_colour",
        imageSize,
        DIMENSION,
        1,
        3,
        "pixels",
        "embedding",
        Optional.empty(),
        "stage-1",
        Map.of(),
        Map.of());
  }

  private ModelProto graph() {
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .setName("tiny")
            .addInput(value(inputName, pixelType, imageSize, imageSize, 3))
            .addNode(
                node("Cast", inputName, "float").addAttribute(ints("to", DataType.FLOAT_VALUE)))
            .addNode(
                node("ReduceMean", "float", "mean")
                    .addAttribute(list("axes", 1L, 2L))
                    .addAttribute(ints("keepdims", 0)))
            .addNode(node(operator, "mean", "log"))
            .addNode(
                node("Concat", "log", "repeated").addInput("log").addAttribute(ints("axis", 1)))
            .addNode(node("LpNormalization", "repeated", "embedding").addAttribute(ints("axis", 1)))
            .addOutput(value("embedding", DataType.FLOAT, DIMENSION));
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
        .setGraph(graph)
        .build();
  }

  private static NodeProto.Builder node(String operator, String input, String output) {
    return NodeProto.newBuilder().setOpType(operator).addInput(input).addOutput(output);
  }

  private static AttributeProto ints(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  private static AttributeProto list(String name, Long... values) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INTS)
        .addAllInts(List.of(values))
        .build();
  }

  private static ValueInfoProto value(String name, DataType type, int... perImage) {
    TensorShapeProto.Builder shape =
        TensorShapeProto.newBuilder().addDim(Dimension.newBuilder().setDimParam("batch"));
    for (int dimension : perImage) {
      shape.addDim(Dimension.newBuilder().setDimValue(dimension));
    }
    TypeProto.Tensor tensor =
        TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape).build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }
}
