package dev.cairn.train.weights.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code torch.save} writes since PyTorch 1.6: a zip archive with a pickle and storages. */
final class ZipCheckpoint {
  private static final String PICKLE = "/data.pkl";

  private ZipCheckpoint() {}

  static Map<String, StoredTensor> read(MemorySegment file) {
    Map<String, MemorySegment> entries = ZipEntries.of(file);
    List<String> pickles = entries.keySet().stream().filter(n -> n.endsWith(PICKLE)).toList();
    if (pickles.size() != 1) {
      throw new IllegalArgumentException("it has %d entries data.pkl".formatted(pickles.size()));
    }
    String folder =
        pickles.getFirst().substring(0, pickles.getFirst().length() - PICKLE.length() + 1);
    MemorySegment order = entries.get(folder + "byteorder");
    if (order != null && !text(order).equals("little")) {
      throw new IllegalArgumentException("its numbers are big-endian: save it on another machine");
    }
    Object checkpoint = Unpickler.read(entries.get(pickles.getFirst())).value();
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    StateDict.of(checkpoint)
        .forEach((name, tensor) ->
            tensors.put(name, tensor.in(storage -> data(entries, folder + "data/", storage))));
    return tensors;
  }

  private static MemorySegment data(
      Map<String, MemorySegment> entries, String folder, PickledStorage storage) {
    MemorySegment data = entries.get(folder + storage.key());
    if (data == null) {
      throw new IllegalArgumentException("it lacks data " + Printable.of(storage.key()));
    }
    return data.asSlice(0, storage.bytes());
  }

  private static String text(MemorySegment entry) {
    return new String(
        entry.asSlice(0, Math.min(16, entry.byteSize())).toArray(ValueLayout.JAVA_BYTE), UTF_8);
  }
}
