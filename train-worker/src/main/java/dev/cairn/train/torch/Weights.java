package dev.cairn.train.torch;

import dev.cairn.train.net.Parameter;
import dev.cairn.train.net.Parameter.Initial;
import dev.cairn.train.net.Parameter.Kind;
import dev.cairn.train.ranks.Device;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The tensors of a network. All of a kind are slices of one flat tensor, so that what the optimiser
 * does is a few calls instead of some for each weight.
 */
final class Weights implements AutoCloseable {

  private final Map<String, Tensor> tensors = new LinkedHashMap<>();
  private final List<Parameter> parameters;
  private final Device device;
  private final Map<Kind, FlatTensor> flat = new EnumMap<>(Kind.class);

  /** All zero. */
  Weights(List<Parameter> parameters, Device device) {
    this.parameters = parameters;
    this.device = device;
    try (PointerScope _ = new PointerScope();
        NoGradGuard _ = new NoGradGuard()) {
      for (Kind kind : Kind.values()) {
        flat.put(kind, new FlatTensor(parameters, kind, device));
      }
      for (Parameter parameter : parameters) {
        Tensor tensor = flat.get(parameter.kind()).slice(parameter.name()).detach();
        tensor.retainReference();
        tensors.put(parameter.name(), tensor);
      }
    }
  }

  /** Fills them for a new network; the same seed gives the same on every device. */
  void fill(long seed) {
    try (PointerScope _ = new PointerScope();
        NoGradGuard _ = new NoGradGuard()) {
      GeneratorOptional generator = new GeneratorOptional(torch.make_generator_cpu(seed));
      for (Parameter parameter : parameters) {
        try (PointerScope _ = new PointerScope()) {
          Tensor tensor = tensor(parameter.name());
          Tensor drawn = tensor.is_cuda() ? torch.empty(parameter.shape()) : tensor;
          fill(drawn, parameter.initial(), generator);
          tensor.copy_(drawn);
        }
      }
    }
  }

  private static void fill(Tensor tensor, Initial initial, GeneratorOptional generator) {
    switch (initial) {
      case Initial.Constant(double value) -> tensor.fill_(new Scalar(value));
      case Initial.Normal(double deviation) -> tensor.normal_(0, deviation, generator);
      case Initial.Uniform(double bound) -> tensor.uniform_(-bound, bound, generator);
    }
  }

  /** Lets gradients of the weights add up in the slices of a flat tensor. */
  void collectGradients(FlatTensor gradients) {
    try (PointerScope _ = new PointerScope();
        NoGradGuard _ = new NoGradGuard()) {
      for (Parameter parameter : parameters) {
        if (parameter.kind() == Kind.WEIGHT) {
          Tensor tensor = tensor(parameter.name());
          tensor.requires_grad_(true);
          tensor.mutable_grad().put(gradients.slice(parameter.name()));
        }
      }
    }
  }

  List<Parameter> parameters() {
    return parameters;
  }

  Device device() {
    return device;
  }

  Tensor tensor(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("No parameter is named " + name);
    }
    return tensor;
  }

  /** Values of all weights. */
  FlatTensor values() {
    return flat.get(Kind.WEIGHT);
  }

  /** Says that batch norm has followed one more batch. */
  void countBatch() {
    flat.get(Kind.COUNTER).flat().add_(new Scalar(1));
  }

  /** Moves weights and buffers a share of the way to another network's; 1 makes them the same. */
  void approach(Weights target, double share) {
    try (PointerScope _ = new PointerScope();
        NoGradGuard _ = new NoGradGuard()) {
      flat.forEach((kind, own) -> {
        Tensor goal = target.flat.get(kind).flat();
        if (kind == Kind.COUNTER) {
          own.flat().copy_(goal);
        } else {
          own.flat().lerp_(goal, new Scalar(share));
        }
      });
    }
  }

  @Override
  public void close() {
    tensors.values().forEach(Tensor::close);
    flat.values().forEach(FlatTensor::close);
  }
}
