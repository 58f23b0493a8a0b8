package dev.cairn.train.torch;

import dev.cairn.train.net.BatchNorm;
import dev.cairn.train.net.Conv;
import dev.cairn.train.net.Linear;
import dev.cairn.train.net.Ops;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** Looks at what flows in and out of the named operations of a network. */
final class TracingOps implements Ops<Tensor> {

  /** Values of one image, {@code [channels, height, width]} in row-major order. */
  record Trace(long[] shape, float[] values) {

    static Trace of(Tensor x) {
      Tensor image = x.select(0, 0).contiguous();
      float[] values = new float[(int) image.numel()];
      image.data_ptr_float().get(values);
      return new Trace(image.shape(), values);
    }

    double mean() {
      double sum = 0;
      for (float value : values) {
        sum += value;
      }
      return sum / values.length;
    }

    double length() {
      double squares = 0;
      for (float value : values) {
        squares += (double) value * value;
      }
      return Math.sqrt(squares);
    }
  }

  private final Ops<Tensor> ops;
  private final Map<String, Trace> inputs = new LinkedHashMap<>();
  private final Map<String, Trace> outputs = new LinkedHashMap<>();

  TracingOps(Ops<Tensor> ops) {
    this.ops = ops;
  }

  /** By the name of the convolution they went into, in the order of the network. */
  Map<String, Trace> inputs() {
    return inputs;
  }

  /** By the name of the convolution or normalisation they came from. */
  Map<String, Trace> outputs() {
    return outputs;
  }

  @Override
  public Tensor conv(Tensor x, Conv conv) {
    inputs.put(conv.name(), Trace.of(x));
    Tensor y = ops.conv(x, conv);
    outputs.put(conv.name(), Trace.of(y));
    return y;
  }

  @Override
  public Tensor batchNorm(Tensor x, BatchNorm norm) {
    Tensor y = ops.batchNorm(x, norm);
    outputs.put(norm.name(), Trace.of(y));
    return y;
  }

  @Override
  public Tensor swish(Tensor x) {
    return ops.swish(x);
  }

  @Override
  public Tensor sigmoid(Tensor x) {
    return ops.sigmoid(x);
  }

  @Override
  public Tensor multiply(Tensor a, Tensor b) {
    return ops.multiply(a, b);
  }

  @Override
  public Tensor add(Tensor a, Tensor b) {
    return ops.add(a, b);
  }

  @Override
  public Tensor globalPool(Tensor x) {
    return ops.globalPool(x);
  }

  @Override
  public Tensor flatten(Tensor x) {
    return ops.flatten(x);
  }

  @Override
  public Tensor linear(Tensor x, Linear linear) {
    return ops.linear(x, linear);
  }

  @Override
  public Tensor l2Normalize(Tensor x) {
    return ops.l2Normalize(x);
  }

  @Override
  public void free(Tensor x) {
    ops.free(x);
  }
}
