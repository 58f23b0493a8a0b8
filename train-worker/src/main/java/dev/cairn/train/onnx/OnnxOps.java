package dev.cairn.train.onnx;

import static dev.cairn.train.onnx.OnnxGraph.attribute;
import static dev.cairn.train.onnx.OnnxGraph.attributes;

import dev.cairn.train.net.BatchNorm;
import dev.cairn.train.net.Conv;
import dev.cairn.train.net.Linear;
import dev.cairn.train.net.Ops;
import dev.cairn.train.net.Padding.Zeros;
import java.util.List;
import java.util.function.Function;

/**
 * Writes a network into an ONNX graph, for inference: batch norm disappears in the convolution
 * before it.
 */
final class OnnxOps implements Ops<OnnxOps.Value> {

  /**
   * A value in the graph; padding needs its size.
   *
   * @param conv that made it, or null
   */
  record Value(String name, int height, int width, Conv conv) {

    private Value as(String newName) {
      return new Value(newName, height, width, null);
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
    int kernel = conv.kernel();
    int stride = conv.stride();
    Zeros rows = conv.padding().zeros(x.height, kernel, stride);
    Zeros columns = conv.padding().zeros(x.width, kernel, stride);
    setKernel(conv, kernel(conv), bias(conv));
    String name =
        graph.node(
            "Conv",
            List.of(x.name, conv.name() + ".weight", conv.name() + ".bias"),
            attributes("kernel_shape", kernel, kernel),
            attributes("strides", stride, stride),
            attributes("pads", rows.before(), columns.before(), rows.after(), columns.after()),
            attribute("group", conv.groups()));
    int height = rows.outputSize(x.height, kernel, stride);
    int width = columns.outputSize(x.width, kernel, stride);
    return new Value(name, height, width, conv);
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
  public Value swish(Value x) {
    return multiply(x, sigmoid(x));
  }

  @Override
  public Value sigmoid(Value x) {
    return x.as(graph.node("Sigmoid", List.of(x.name)));
  }

  @Override
  public Value multiply(Value a, Value b) {
    return a.as(graph.node("Mul", List.of(a.name, b.name)));
  }

  @Override
  public Value add(Value a, Value b) {
    return a.as(graph.node("Add", List.of(a.name, b.name)));
  }

  @Override
  public Value globalPool(Value x) {
    return new Value(graph.node("GlobalAveragePool", List.of(x.name)), 1, 1, null);
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
    return x.as(graph.node("Gemm", List.of(x.name, weight, bias), attribute("transB", 1)));
  }

  @Override
  public Value l2Normalize(Value x) {
    return x.as(
        graph.node("LpNormalization", List.of(x.name), attribute("axis", 1), attribute("p", 2)));
  }
}
