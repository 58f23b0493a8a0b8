package dev.cairn.train.weights.file;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the tensors of a network among everything that a checkpoint holds. */
final class StateDict {
  /** Keys under which trainers put it, the original solution's first. */
  private static final List<String> KEYS =
      List.of("model_state_dict", "state_dict", "model_state", "model");

  private StateDict() {}

  /**
   * The tensors by name, from the value itself or from one of the known keys; optimiser state and
   * everything else is left out.
   */
  static Map<String, PickledTensor> of(Object checkpoint) {
    if (!(checkpoint instanceof Map<?, ?> outer)) {
      throw new IllegalArgumentException("it holds no dict");
    }
    Map<String, PickledTensor> tensors = tensors(outer);
    for (String key : KEYS) {
      if (tensors.isEmpty() && outer.get(key) instanceof Map<?, ?> inner) {
        tensors = tensors(inner);
      }
    }
    if (tensors.isEmpty()) {
      List<String> keys =
          outer.keySet().stream().limit(20).map(key -> Printable.of(String.valueOf(key))).toList();
      throw new IllegalArgumentException(
          "it has no tensors, neither by itself nor under one of %s; it has %s"
              .formatted(KEYS, keys));
    }
    return tensors;
  }

  private static Map<String, PickledTensor> tensors(Map<?, ?> dict) {
    Map<String, PickledTensor> tensors = new LinkedHashMap<>();
    dict.forEach((key, value) -> {
      if (key instanceof String name && value instanceof PickledTensor tensor) {
        tensors.put(name, tensor);
      }
    });
    return tensors;
  }
}
