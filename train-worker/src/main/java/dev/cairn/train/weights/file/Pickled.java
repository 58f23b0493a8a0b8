package dev.cairn.train.weights.file;

import java.math.BigInteger;
import java.util.List;

/**
 * Values of a pickle: null, Boolean, Long, BigInteger, Double, String, byte[], List, Tuple, Map,
 * {@link AllowedClass}, {@link PickledStorage} and {@link PickledTensor}. Lists and maps may
 * contain themselves, so none is ever printed, compared or walked to its end.
 */
final class Pickled {

  /** Unlike a list it is never a key here: the hash of nested ones takes exponential time. */
  record Tuple(List<Object> items) {}

  private Pickled() {}

  static <T> T of(Class<T> type, Object value) {
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(
          "a %s where a %s should be"
              .formatted(
                  value == null ? "None" : value.getClass().getSimpleName(), type.getSimpleName()));
    }
    return type.cast(value);
  }

  static long integer(Object value) {
    return of(Long.class, value);
  }

  /** Items of a tuple or list. */
  @SuppressWarnings("unchecked")
  static List<Object> list(Object value) {
    return value instanceof Tuple(List<Object> items) ? items : of(List.class, value);
  }

  static long[] integers(Object value) {
    return list(value).stream().mapToLong(Pickled::integer).toArray();
  }

  /** A key of a dict: only what is quick to hash. */
  static Object key(Object value) {
    return switch (value) {
      case null -> null;
      case String _, Long _, Boolean _, Double _, BigInteger _ -> value;
      default ->
          throw new IllegalArgumentException(
              "a dict whose key is a " + value.getClass().getSimpleName());
    };
  }
}
