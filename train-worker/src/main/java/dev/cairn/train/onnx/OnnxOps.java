package dev.cairn.train.onnx;

import static dev.cairn.train.onnx.OnnxGraph.attribute;
import static dev.cairn.train.onnx.OnnxGraph.attributes;

import ai.onnx.proto.OnnxMl.AttributeProto;
import dev.cairn.train.net.Activation;
import dev.cairn.train.net.BatchNorm;
import dev.cairn.train.net.Conv;
import dev.cairn.train.net.Linear;
import dev.cairn.train.net.Ops;
import dev.cairn.train.net.Padding.Zeros;
import dev.cairn.train.net.Pool;
import dev.cairn.train.net.Shape;
import dev.cairn.train.net.Window;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * Writes a network into an ONNX graph, for inference: batch norm disappears in the convolution
 * before it.
 */
final class OnnxOps implements Ops<OnnxOps.Value> {

  /**
   * A value in the graph; padding needs its shape.
   *
   * @param conv that made it, or null
   */
  record Value(String name, Shape shape, Conv conv) {

    Value(String name, Shape shape) {
      this(name, shape, null);
    }

    private Value as(String newName) {
      return new Value(newName, shape);
    }
  }

  private final OnnxGraph graph;
  private final Function<String, float[]> weights;

  /**
   * @param weights values of a parameter by name
   */
  OnnxOps(OnnxGraph graph, Function<String, float[]> weights) {
    this.graph = graph;
    this.weights = weights;
  }

  @Override
  public Value conv(Value x, Conv conv) {
    setKernel(conv, kernel(conv), bias(conv));
    List<String> inputs = List.of(x.name, conv.name() + ".weight", conv.name() + ".bias");
    String name = window("Conv", inputs, x, conv, attribute("group", conv.groups()));
    return new Value(name, x.shape.under(conv).withChannels(conv.out()), conv);
  }

  private String window(
      String operator, List<String> inputs, Value x, Window window, AttributeProto... more) {
    Zeros rows = window.zeros(x.shape.height());
    Zeros columns = window.zeros(x.shape.width());
    AttributeProto[] attributes = Arrays.copyOf(more, more.length + 3);
    attributes[more.length] = attributes("kernel_shape", window.kernel(), window.kernel());
    attributes[more.length + 1] = attributes("strides", window.stride(), window.stride());
    attributes[more.length + 2] =
        attributes("pads", rows.before(), columns.before(), rows.after(), columns.after());
    return graph.node(operator, inputs, attributes);
  }

  /** Scales the kernel and the bias of the convolution that made {@code x}. */
  @Override
  public Value batchNorm(Value x, BatchNorm norm) {
    Conv conv = x.conv;
    if (conv == null) {
      throw new IllegalArgumentException(norm.name() + " does not follow a convolution");
    }
    float[] kernel = kernel(conv).clone();
    float[] bias = bias(conv).clone();
    float[] gain = weights.apply(norm.name() + ".weight");
    float[] shift = weights.apply(norm.name() + ".bias");
    float[] mean = weights.apply(norm.name() + ".running_mean");
    float[] variance = weights.apply(norm.name() + ".running_var");
    int filter = kernel.length / conv.out();
    for (int channel = 0; channel < conv.out(); channel++) {
      double scale = gain[channel] / Math.sqrt(variance[channel] + norm.epsilon());
      for (int i = channel * filter; i < (channel + 1) * filter; i++) {
        kernel[i] = (float) (kernel[i] * scale);
      }
      bias[channel] = (float) ((bias[channel] - mean[channel]) * scale + shift[channel]);
    }
    setKernel(conv, kernel, bias);
    return x.as(x.name);
  }

  private float[] kernel(Conv conv) {
    return weights.apply(conv.name() + ".weight");
  }

  private float[] bias(Conv conv) {
    return conv.bias() ? weights.apply(conv.name() + ".bias") : new float[conv.out()];
  }

  private void setKernel(Conv conv, float[] kernel, float[] bias) {
    int inputs = conv.in() / conv.groups();
    String name = conv.name() + ".weight";
    graph.constant(name, kernel, conv.out(), inputs, conv.kernel(), conv.kernel());
    graph.constant(conv.name() + ".bias", bias, conv.out());
  }

  @Override
  public Value activate(Value x, Activation activation) {
    return switch (activation) {
      case RELU -> x.as(graph.node("Relu", List.of(x.name)));
      case RELU6 ->
          x.as(graph.node("Clip", List.of(x.name, constant("zero", 0), constant("six", 6))));
      case SWISH -> multiply(x, activate(x, Activation.SIGMOID));
      case SIGMOID -> x.as(graph.node("Sigmoid", List.of(x.name)));
    };
  }

  private String constant(String name, float value) {
    return graph.constant(name, new float[] {value});
  }

  @Override
  public Value multiply(Value a, Value b) {
    return a.as(graph.node("Mul", List.of(a.name, b.name)));
  }

  @Override
  public Value add(Value a, Value b) {
    int more = a.shape.channels() - b.shape.channels();
    String addend = b.name;
    if (more > 0) {
      String zeros = graph.constant("zeros_" + more, new long[] {0, 0, 0, 0, 0, more, 0, 0});
      addend = graph.node("Pad", List.of(b.name, zeros));
    }
    return a.as(graph.node("Add", List.of(a.name, addend)));
  }

  @Override
  public Value pool(Value x, Pool pool) {
    String name =
        switch (pool.kind()) {
          case MAX -> window("MaxPool", List.of(x.name), x, pool);
          case MEAN -> mean(x, pool, 1);
          case MEAN_INSIDE -> mean(x, pool, 0);
        };
    return new Value(name, x.shape.under(pool));
  }

  private String mean(Value x, Pool pool, int countsPadding) {
    AttributeProto counts = attribute("count_include_pad", countsPadding);
    return window("AveragePool", List.of(x.name), x, pool, counts);
  }

  @Override
  public Value globalPool(Value x) {
    return new Value(graph.node("GlobalAveragePool", List.of(x.name)), x.shape.pooled());
  }

  /** Slices and sums: ONNX Runtime takes three times as long to reduce a fifth dimension. */
  @Override
  public Value sumParts(Value x, int parts) {
    Shape shape = x.shape.withChannels(x.shape.channels() / parts);
    String sum = part(x, shape.channels(), 0);
    for (int i = 1; i < parts; i++) {
      sum = graph.node("Add", List.of(sum, part(x, shape.channels(), i)));
    }
    return new Value(sum, shape);
  }

  private String part(Value x, int channels, int index) {
    String axis = graph.constant("channels_axis", new long[] {1});
    String from = edge(channels * index);
    return graph.node("Slice", List.of(x.name, from, edge(channels * (index + 1)), axis));
  }

  private String edge(int channel) {
    return graph.constant("channel_" + channel, new long[] {channel});
  }

  @Override
  public Value softmaxParts(Value x, int parts) {
    String split = reshape(x.name, parts, x.shape.channels() / parts);
    String softmax = graph.node("Softmax", List.of(split), attribute("axis", 1));
    return x.as(reshape(softmax, x.shape.channels(), 1, 1));
  }

  /** Keeps the batch. */
  private String reshape(String x, long... imageShape) {
    long[] shape = LongStream.concat(LongStream.of(0), LongStream.of(imageShape)).toArray();
    return graph.node("Reshape", List.of(x, graph.constant(Arrays.toString(shape), shape)));
  }

  @Override
  public Value flatten(Value x) {
    return x.as(graph.node("Flatten", List.of(x.name), attribute("axis", 1)));
  }

  @Override
  public Value linear(Value x, Linear linear) {
    String weight = linear.name() + ".weight";
    String bias = linear.name() + ".bias";
    graph.constant(weight, weights.apply(weight), linear.out(), linear.in());
    graph.constant(bias, weights.apply(bias), linear.out());
    String name = graph.node("Gemm", List.of(x.name, weight, bias), attribute("transB", 1));
    return new Value(name, x.shape.withChannels(linear.out()));
  }

  @Override
  public Value l2Normalize(Value x) {
    return x.as(
        graph.node("LpNormalization", List.of(x.name), attribute("axis", 1), attribute("p", 2)));
  }
}
