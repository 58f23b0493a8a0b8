package dev.cairn.train.weights.file;

import java.lang.foreign.MemorySegment;
import java.util.function.Function;

/**
 * A tensor as a pickle describes it; nothing is checked yet.
 *
 * @param offset in elements
 * @param strides in elements
 */
record PickledTensor(PickledStorage storage, long offset, long[] shape, long[] strides) {

  /**
   * @param storages where a storage lies in the file
   */
  StoredTensor in(Function<PickledStorage, MemorySegment> storages) {
    return new StoredTensor(
        storage.type().elements(), shape, strides, offset, storages.apply(storage));
  }
}
