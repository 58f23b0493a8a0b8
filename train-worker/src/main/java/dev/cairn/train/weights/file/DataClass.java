package dev.cairn.train.weights.file;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a saved state dict is made of, beside storages. */
enum DataClass implements AllowedClass {
  ORDERED_DICT("collections.OrderedDict") {
    @Override
    public Object call(List<Object> arguments) {
      Map<Object, Object> dict = new LinkedHashMap<>();
      if (!arguments.isEmpty()) { // Python 2 gives the pairs to the constructor
        for (Object pair : Pickled.list(arguments.getFirst())) {
          List<Object> items = Pickled.list(pair);
          dict.put(Pickled.key(items.get(0)), items.get(1));
        }
      }
      return dict;
    }
  },
  TENSOR("torch._utils._rebuild_tensor_v2") {
    @Override
    public Object call(List<Object> arguments) {
      return new PickledTensor(
          Pickled.of(PickledStorage.class, arguments.get(0)),
          Pickled.integer(arguments.get(1)),
          Pickled.integers(arguments.get(2)),
          Pickled.integers(arguments.get(3)));
    }
  },
  PARAMETER("torch._utils._rebuild_parameter") {
    @Override
    public Object call(List<Object> arguments) {
      return Pickled.of(PickledTensor.class, arguments.getFirst());
    }
  },
  SIZE("torch.Size") {
    @Override
    public Object call(List<Object> arguments) {
      return arguments.getFirst();
    }
  },
  DEVICE("torch.device") {
    @Override
    public Object call(List<Object> arguments) {
      return arguments.getFirst();
    }
  };

  private final String qualifiedName;

  DataClass(String qualifiedName) {
    this.qualifiedName = qualifiedName;
  }

  String qualifiedName() {
    return qualifiedName;
  }
}
