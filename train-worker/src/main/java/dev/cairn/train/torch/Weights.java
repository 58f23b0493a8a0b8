package dev.cairn.train.torch;

import dev.cairn.train.net.Parameter;
import dev.cairn.train.net.Parameter.Initial;
import dev.cairn.train.net.Parameter.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The tensors of a network. All weights are slices of one flat tensor and their gradients slices of
 * another, so that the optimiser's step is a few calls instead of some for each weight.
 */
final class Weights implements AutoCloseable {

  private final Map<String, Tensor> tensors = new LinkedHashMap<>();
  private final List<Parameter> parameters;
  private final FlatTensor values;
  private final FlatTensor gradients;

  /** New weights; the same seed gives the same. */
  Weights(List<Parameter> parameters, long seed) {
    this.parameters = parameters;
    this.values = new FlatTensor(parameters);
    this.gradients = new FlatTensor(parameters);
    try (PointerScope _ = new PointerScope();
        NoGradGuard _ = new NoGradGuard()) {
      GeneratorOptional generator = new GeneratorOptional(torch.make_generator_cpu(seed));
      for (Parameter parameter : parameters) {
        Tensor tensor = create(parameter);
        fill(tensor, parameter.initial(), generator);
        tensor.retainReference();
        tensors.put(parameter.name(), tensor);
      }
    }
  }

  private Tensor create(Parameter parameter) {
    return switch (parameter.kind()) {
      case WEIGHT -> {
        Tensor tensor = values.slice(parameter.name()).detach();
        tensor.requires_grad_(true);
        tensor.mutable_grad().put(gradients.slice(parameter.name()));
        yield tensor;
      }
      case BUFFER -> torch.empty(parameter.shape());
      case COUNTER -> torch.zeros(parameter.shape(), new TensorOptions(ScalarType.Long));
    };
  }

  private static void fill(Tensor tensor, Initial initial, GeneratorOptional generator) {
    switch (initial) {
      case Initial.Constant(double value) -> tensor.fill_(new Scalar(value));
      case Initial.Normal(double deviation) -> tensor.normal_(0, deviation, generator);
      case Initial.Uniform(double bound) -> tensor.uniform_(-bound, bound, generator);
    }
  }

  List<Parameter> parameters() {
    return parameters;
  }

  Tensor tensor(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("No parameter is named " + name);
    }
    return tensor;
  }

  /** Values of all weights, float32. */
  Tensor values() {
    return values.flat();
  }

  /** Gradients of all weights, in the order of {@link #values}. */
  Tensor gradients() {
    return gradients.flat();
  }

  /** Says that batch norm has followed one more batch. */
  void countBatch() {
    for (Parameter parameter : parameters) {
      if (parameter.kind() == Kind.COUNTER) {
        tensor(parameter.name()).add_(new Scalar(1));
      }
    }
  }

  @Override
  public void close() {
    tensors.values().forEach(Tensor::close);
    values.close();
    gradients.close();
  }
}
