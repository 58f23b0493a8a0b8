package dev.cairn.train.weights.file;

import java.util.List;

/**
 * Numbers that lie elsewhere in the file.
 *
 * @param key that names them there
 */
record PickledStorage(StorageType type, String key, long elements) {

  /** From a persistent id, which also tells the device that the numbers were on. */
  static PickledStorage of(Object persistentId) {
    List<Object> fields = Pickled.list(persistentId);
    if (fields.size() < 5 || !"storage".equals(fields.get(0))) {
      throw new IllegalArgumentException("a reference to something that is no storage");
    }
    if (fields.size() > 5 && fields.get(5) != null) {
      throw new IllegalArgumentException("a storage inside another one");
    }
    long elements = Pickled.integer(fields.get(4));
    if (elements < 0) {
      throw new IllegalArgumentException("a storage of %d elements".formatted(elements));
    }
    return new PickledStorage(
        Pickled.of(StorageType.class, fields.get(1)),
        Pickled.of(String.class, fields.get(2)),
        elements);
  }

  long bytes() {
    return Math.multiplyExact(elements, type.elements().bytes());
  }
}
