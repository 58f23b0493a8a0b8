package dev.cairn.train.torch;

import dev.cairn.train.net.Parameter;
import dev.cairn.train.net.Parameter.Kind;
import dev.cairn.train.ranks.Device;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** One tensor, zero at first, with a slice for each parameter of a kind. */
final class FlatTensor implements AutoCloseable {

  /** The length is a multiple of it, filled up with zeros. */
  private static final long ROW = 1024;

  private record Place(long offset, Parameter parameter) {}

  private final Map<String, Place> places = new LinkedHashMap<>();
  private final Tensor flat;

  FlatTensor(List<Parameter> parameters, Kind kind, Device device) {
    long elements = 0;
    for (Parameter parameter : parameters) {
      if (parameter.kind() == kind) {
        places.put(parameter.name(), new Place(elements, parameter));
        elements += parameter.elements();
      }
    }
    long length = Math.ceilDiv(elements, ROW) * ROW;
    ScalarType type = kind == Kind.COUNTER ? ScalarType.Long : ScalarType.Float;
    try (PointerScope _ = new PointerScope()) {
      flat = torch.zeros(length).to(device.torch(), type);
      flat.retainReference();
    }
  }

  Tensor flat() {
    return flat;
  }

  /** A view with the parameter's shape. */
  Tensor slice(String name) {
    Place place = places.get(name);
    Parameter parameter = place.parameter();
    return flat.narrow(0, place.offset(), parameter.elements()).view(parameter.shape());
  }

  /** L2 norm of all values. By rows first: one float32 sum of 10^8 values would stop growing. */
  double norm() {
    try (PointerScope _ = new PointerScope();
        NoGradGuard _ = new NoGradGuard()) {
      ScalarOptional two = new ScalarOptional(new Scalar(2));
      return flat.view(-1, ROW).norm(two, 1).to(ScalarType.Double).norm().item_double();
    }
  }

  @Override
  public void close() {
    flat.close();
  }
}
