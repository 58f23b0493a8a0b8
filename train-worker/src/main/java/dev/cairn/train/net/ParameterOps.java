package dev.cairn.train.net;

import dev.cairn.train.net.Parameter.Initial;
import dev.cairn.train.net.Parameter.Kind;
import java.util.ArrayList;
import java.util.List;

/** Collects the parameters of a network without computing anything: every value is null. */
public final class ParameterOps implements Ops<Void> {

  private static final Initial ZERO = new Initial.Constant(0);
  private static final Initial ONE = new Initial.Constant(1);

  private final List<Parameter> parameters = new ArrayList<>();

  /** In the order of their use. */
  public List<Parameter> parameters() {
    return List.copyOf(parameters);
  }

  /**
   * Weights are normal with the variance {@code 2 / fan-out}, as in the EfficientNet paper's code.
   */
  @Override
  public Void conv(Void x, Conv conv) {
    int kernel = conv.kernel();
    double fanOut = (double) kernel * kernel * conv.out() / conv.groups();
    Initial normal = new Initial.Normal(Math.sqrt(2 / fanOut));
    declare(
        conv.name() + ".weight",
        Kind.WEIGHT,
        normal,
        conv.out(),
        conv.in() / conv.groups(),
        kernel,
        kernel);
    if (conv.bias()) {
      declare(conv.name() + ".bias", Kind.WEIGHT, ZERO, conv.out());
    }
    return null;
  }

  @Override
  public Void batchNorm(Void x, BatchNorm norm) {
    Initial scale = new Initial.Constant(norm.initialScale());
    declare(norm.name() + ".weight", Kind.WEIGHT, scale, norm.channels());
    declare(norm.name() + ".bias", Kind.WEIGHT, ZERO, norm.channels());
    declare(norm.name() + ".running_mean", Kind.BUFFER, ZERO, norm.channels());
    declare(norm.name() + ".running_var", Kind.BUFFER, ONE, norm.channels());
    declare(norm.name() + ".num_batches_tracked", Kind.COUNTER, ZERO);
    return null;
  }

  /** Weights and bias are uniform within {@code 1 / sqrt(fan-in)}, PyTorch's default. */
  @Override
  public Void linear(Void x, Linear linear) {
    Initial uniform = new Initial.Uniform(1 / Math.sqrt(linear.in()));
    declare(linear.name() + ".weight", Kind.WEIGHT, uniform, linear.out(), linear.in());
    declare(linear.name() + ".bias", Kind.WEIGHT, uniform, linear.out());
    return null;
  }

  private void declare(String name, Kind kind, Initial initial, long... shape) {
    parameters.add(new Parameter(name, kind, shape, initial));
  }

  @Override
  public Void activate(Void x, Activation activation) {
    return null;
  }

  @Override
  public Void multiply(Void a, Void b) {
    return null;
  }

  @Override
  public Void add(Void a, Void b) {
    return null;
  }

  @Override
  public Void pool(Void x, Pool pool) {
    return null;
  }

  @Override
  public Void globalPool(Void x) {
    return null;
  }

  @Override
  public Void sumParts(Void x, int parts) {
    return null;
  }

  @Override
  public Void softmaxParts(Void x, int parts) {
    return null;
  }

  @Override
  public Void flatten(Void x) {
    return null;
  }

  @Override
  public Void l2Normalize(Void x) {
    return null;
  }
}
