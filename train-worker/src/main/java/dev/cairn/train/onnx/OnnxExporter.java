package dev.cairn.train.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.cairn.train.net.LandmarkNetwork;
import dev.cairn.train.net.Normalization;
import dev.cairn.train.net.Shape;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** Writes a network with its weights as an ONNX graph, without its head. */
public final class OnnxExporter {

  /** uint8 RGB {@code [batch, imageSize, imageSize, 3]}. */
  public static final String INPUT = "pixels";

  /** Float32 {@code [batch, 512]}, L2-normalised. */
  public static final String OUTPUT = "embedding";

  private OnnxExporter() {}

  /**
   * @param weights values of a parameter of the network by name, in row-major order; asked more
   *     than once for some
   * @param imageSize width and height in pixels that the graph takes
   */
  public static void export(
      LandmarkNetwork network, Function<String, float[]> weights, int imageSize, Path file)
      throws IOException {
    OnnxGraph graph = new OnnxGraph();
    graph.input(INPUT, DataType.UINT8, imageSize, imageSize, 3);
    OnnxOps.Value images = new OnnxOps.Value(normalize(graph), new Shape(3, imageSize, imageSize));
    OnnxOps ops = new OnnxOps(graph, weights);
    network.unitEmbedding(ops, images);
    graph.output(OUTPUT, LandmarkNetwork.DIMENSION);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      graph.build().writeTo(out);
    }
  }

  private static String normalize(OnnxGraph graph) {
    String floats =
        graph.node("Cast", List.of(INPUT), OnnxGraph.attribute("to", DataType.FLOAT.getNumber()));
    String means = graph.constant("means", Normalization.means(), 3);
    String scales = graph.constant("scales", Normalization.scales(), 3);
    String centred = graph.node("Sub", List.of(floats, means));
    String scaled = graph.node("Mul", List.of(centred, scales));
    return graph.node("Transpose", List.of(scaled), OnnxGraph.attributes("perm", 0, 3, 1, 2));
  }
}
