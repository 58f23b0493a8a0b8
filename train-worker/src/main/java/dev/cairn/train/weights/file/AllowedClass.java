package dev.cairn.train.weights.file;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A class or function that a pickle may name. None of them exists here: each is only a way to put
 * the values together that the pickle gives.
 */
sealed interface AllowedClass permits StorageType, DataClass {
  Map<String, AllowedClass> BY_NAME = byName();

  /**
   * The value that a call with these arguments stands for.
   *
   * @throws IllegalArgumentException when the arguments do not fit
   */
  Object call(List<Object> arguments);

  /**
   * @throws CairnException with {@code CHECKPOINT_UNSAFE} when it is on no list
   */
  static AllowedClass named(String module, String name) {
    String qualified = module + "." + name;
    AllowedClass allowed = BY_NAME.get(qualified);
    if (allowed == null) {
      throw new CairnException(
          ErrorCode.CHECKPOINT_UNSAFE,
          "it names %s, and reading it must not run code. Allowed are %s. Save only the state dict: torch.save(model.state_dict(), file)"
              .formatted(Printable.of(qualified), BY_NAME.keySet().stream().sorted().toList()));
    }
    return allowed;
  }

  private static Map<String, AllowedClass> byName() {
    Map<String, AllowedClass> classes = new HashMap<>();
    for (StorageType type : StorageType.values()) {
      classes.put(type.qualifiedName(), type);
    }
    for (DataClass each : DataClass.values()) {
      classes.put(each.qualifiedName(), each);
    }
    return Map.copyOf(classes);
  }
}
