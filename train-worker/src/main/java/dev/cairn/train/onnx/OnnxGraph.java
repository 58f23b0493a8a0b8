package dev.cairn.train.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** A graph that grows node by node. Every node has one output, which has the node's name. */
final class OnnxGraph {

  private static final long IR_VERSION = 8;
  private static final long OPSET = 17;

  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("cairn");
  private final Map<String, TensorProto> constants = new LinkedHashMap<>();

  /** The first dimension is the batch, of any size. */
  void input(String name, TensorProto.DataType type, long... imageShape) {
    graph.addInput(value(name, type, imageShape));
  }

  /** Names the output of the last node. */
  void output(String name, long... shape) {
    int last = graph.getNodeCount() - 1;
    graph.getNodeBuilder(last).setOutput(0, name);
    graph.addOutput(value(name, TensorProto.DataType.FLOAT, shape));
  }

  /**
   * @return the name of its output
   */
  String node(String operator, List<String> inputs, AttributeProto... attributes) {
    String name = operator + "_" + graph.getNodeCount();
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(operator)
            .setName(name)
            .addAllInput(inputs)
            .addOutput(name)
            .addAllAttribute(List.of(attributes)));
    return name;
  }

  /**
   * Sets a constant; one of the same name is replaced.
   *
   * @return its name
   */
  String constant(String name, float[] values, long... shape) {
    ByteBuffer bytes = buffer(values.length * Float.BYTES);
    bytes.asFloatBuffer().put(values);
    return constant(name, TensorProto.DataType.FLOAT, bytes, shape);
  }

  /**
   * Sets a constant vector; one of the same name is replaced.
   *
   * @return its name
   */
  String constant(String name, long[] values) {
    ByteBuffer bytes = buffer(values.length * Long.BYTES);
    bytes.asLongBuffer().put(values);
    return constant(name, TensorProto.DataType.INT64, bytes, values.length);
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private String constant(String name, TensorProto.DataType type, ByteBuffer bytes, long... shape) {
    TensorProto tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(type.getNumber())
            .addAllDims(LongStream.of(shape).boxed().toList())
            .setRawData(ByteString.copyFrom(bytes))
            .build();
    constants.put(name, tensor);
    return name;
  }

  ModelProto build() {
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .setProducerName("cairn")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
        .setGraph(graph.clone().addAllInitializer(constants.values()))
        .build();
  }

  static AttributeProto attribute(String name, long value) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeType.INT).setI(value).build();
  }

  static AttributeProto attributes(String name, long... values) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeType.INTS)
        .addAllInts(LongStream.of(values).boxed().toList())
        .build();
  }

  private static ValueInfoProto value(String name, TensorProto.DataType type, long... imageShape) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    shape.addDim(Dimension.newBuilder().setDimParam("batch"));
    for (long size : imageShape) {
      shape.addDim(Dimension.newBuilder().setDimValue(size));
    }
    TypeProto.Tensor tensor =
        TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape).build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }
}
