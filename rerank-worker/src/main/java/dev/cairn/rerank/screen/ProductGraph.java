package dev.cairn.rerank.screen;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;

/**
 * Graphs that multiply {@value #ROWS}, {@code [rows][dimension]}, with {@value #QUERIES}, {@code
 * [dimension][queries]}, to {@value #PRODUCTS}, float32 {@code [rows][queries]}.
 */
final class ProductGraph {
  static final String ROWS = "rows";
  static final String QUERIES = "queries";
  static final String PRODUCTS = "products";

  private static final String ZERO = "zero";
  private static final String SUMS = "sums";
  private static final int IR_VERSION = 8;
  private static final int OPSET = 17;

  private ProductGraph() {}

  /** Of float32 rows and queries. */
  static byte[] ofFloats() {
    return model(
        graph(TensorProto.DataType.FLOAT, TensorProto.DataType.FLOAT)
            .addNode(node("MatMul", PRODUCTS, ROWS, QUERIES)));
  }

  /** Of uint8 rows, in which {@link Codes#ZERO} means zero, and int8 queries. */
  static byte[] ofCodes() {
    TensorProto.Builder zero =
        TensorProto.newBuilder()
            .setName(ZERO)
            .setDataType(TensorProto.DataType.UINT8.getNumber())
            .addInt32Data(Codes.ZERO);
    AttributeProto.Builder toFloat =
        AttributeProto.newBuilder()
            .setName("to")
            .setType(AttributeProto.AttributeType.INT)
            .setI(TensorProto.DataType.FLOAT.getNumber());
    return model(
        graph(TensorProto.DataType.UINT8, TensorProto.DataType.INT8)
            .addInitializer(zero)
            .addNode(node("MatMulInteger", SUMS, ROWS, QUERIES, ZERO))
            .addNode(node("Cast", PRODUCTS, SUMS).addAttribute(toFloat)));
  }

  private static GraphProto.Builder graph(TensorProto.DataType rows, TensorProto.DataType queries) {
    return GraphProto.newBuilder()
        .setName(PRODUCTS)
        .addInput(value(ROWS, rows, "row", "component"))
        .addInput(value(QUERIES, queries, "component", "query"))
        .addOutput(value(PRODUCTS, TensorProto.DataType.FLOAT, "row", "query"));
  }

  private static NodeProto.Builder node(String operator, String output, String... inputs) {
    NodeProto.Builder node = NodeProto.newBuilder().setOpType(operator).addOutput(output);
    for (String input : inputs) {
      node.addInput(input);
    }
    return node;
  }

  private static ValueInfoProto value(
      String name, TensorProto.DataType type, String... dimensions) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (String dimension : dimensions) {
      shape.addDim(Dimension.newBuilder().setDimParam(dimension));
    }
    TypeProto.Tensor tensor =
        TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape).build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  private static byte[] model(GraphProto.Builder graph) {
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
        .setGraph(graph)
        .build()
        .toByteArray();
  }
}
