package dev.cairn.train.torch;

import dev.cairn.train.net.Parameter;
import dev.cairn.train.net.Parameter.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** One float32 tensor, zero at first, with a slice for each weight of a network. */
final class FlatTensor implements AutoCloseable {

  private record Place(long offset, Parameter parameter) {}

  private final Map<String, Place> places = new LinkedHashMap<>();
  private final Tensor flat;

  FlatTensor(List<Parameter> parameters) {
    long elements = 0;
    for (Parameter parameter : parameters) {
      if (parameter.kind() == Kind.WEIGHT) {
        places.put(parameter.name(), new Place(elements, parameter));
        elements += parameter.elements();
      }
    }
    flat = torch.zeros(elements);
  }

  Tensor flat() {
    return flat;
  }

  /** A view with the weight's shape. */
  Tensor slice(String name) {
    Place place = places.get(name);
    Parameter parameter = place.parameter();
    return flat.narrow(0, place.offset(), parameter.elements()).view(parameter.shape());
  }

  @Override
  public void close() {
    flat.close();
  }
}
