package dev.cairn.train.weights.file;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code torch.save} wrote before PyTorch 1.6: five pickles one after the other (a magic
 * number, a version, facts about the machine, the checkpoint, the keys of its storages), then every
 * storage as its number of elements and the elements.
 */
final class LegacyCheckpoint {
  private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
  private static final long VERSION = 1001;
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final MemorySegment file;
  private long at;

  private LegacyCheckpoint(MemorySegment file) {
    this.file = file;
  }

  static Map<String, StoredTensor> read(MemorySegment file) {
    return new LegacyCheckpoint(file).read();
  }

  private Map<String, StoredTensor> read() {
    if (!MAGIC.equals(unpickle()) || !Long.valueOf(VERSION).equals(unpickle())) {
      throw new IllegalArgumentException("it is a pickle, but not one of torch.save");
    }
    if (!Boolean.TRUE.equals(Pickled.of(Map.class, unpickle()).get("little_endian"))) {
      throw new IllegalArgumentException("its numbers are big-endian: save it on another machine");
    }
    Unpickler.Result checkpoint = Unpickler.read(file.asSlice(at));
    at += checkpoint.bytes();
    Map<String, MemorySegment> data = data(checkpoint.storages());
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    StateDict.of(checkpoint.value())
        .forEach(
            (name, tensor) -> tensors.put(name, tensor.in(storage -> data.get(storage.key()))));
    return tensors;
  }

  private Object unpickle() {
    Unpickler.Result result = Unpickler.read(file.asSlice(at));
    at += result.bytes();
    return result.value();
  }

  private Map<String, MemorySegment> data(List<PickledStorage> storages) {
    Map<String, PickledStorage> byKey = new HashMap<>();
    for (PickledStorage storage : storages) {
      PickledStorage other = byKey.put(storage.key(), storage);
      if (other != null && !other.equals(storage)) {
        throw new IllegalArgumentException(
            "its storage %s has two types or sizes".formatted(Printable.of(storage.key())));
      }
    }
    Map<String, MemorySegment> data = new HashMap<>();
    for (Object key : Pickled.list(unpickle())) {
      PickledStorage storage = byKey.remove(Pickled.of(String.class, key));
      if (storage == null || file.get(LONG, at) != storage.elements()) {
        throw new IllegalArgumentException("its list of storages does not fit its tensors");
      }
      at += Long.BYTES;
      data.put(storage.key(), file.asSlice(at, storage.bytes()));
      at += storage.bytes();
    }
    if (!byKey.isEmpty()) {
      throw new IllegalArgumentException("it lacks data of %d storages".formatted(byKey.size()));
    }
    return data;
  }
}
