package dev.cairn.train.weights.file;

import dev.cairn.pipeline.tensor.DType;
import dev.cairn.pipeline.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * A tensor as a view of its storage, which other tensors may share.
 *
 * @param shape empty for a single number
 * @param strides steps along each dimension, in elements
 * @param offset of the first element, in elements
 * @param storage mapped, little-endian, contiguous elements of the type
 */
public record StoredTensor(
    DType type, long[] shape, long[] strides, long offset, MemorySegment storage) {
  private static final int MAX_DIMENSIONS = 64;

  /**
   * @throws IllegalArgumentException when it reaches beyond its storage or repeats it
   */
  public StoredTensor {
    if (shape.length != strides.length || shape.length > MAX_DIMENSIONS) {
      throw new IllegalArgumentException(
          "shape %s with strides %s".formatted(Arrays.toString(shape), Arrays.toString(strides)));
    }
    long available = storage.byteSize() / type.bytes();
    long elements = 1;
    long last = offset;
    for (int i = 0; i < shape.length; i++) {
      if (shape[i] < 0 || strides[i] < 0) {
        throw new IllegalArgumentException("negative shape or stride");
      }
      elements = Math.multiplyExact(elements, shape[i]);
      last = Math.addExact(last, Math.multiplyExact(Math.max(0, shape[i] - 1), strides[i]));
    }
    if (offset < 0 || elements > available || (elements > 0 && last >= available)) {
      throw new IllegalArgumentException(
          "%s with strides %s from element %d does not fit its storage of %d elements"
              .formatted(Arrays.toString(shape), Arrays.toString(strides), offset, available));
    }
  }

  /** A tensor that lies in row-major order and fills its storage. */
  static StoredTensor of(Tensor tensor) {
    return new StoredTensor(
        tensor.type(), tensor.shape(), rowMajor(tensor.shape()), 0, tensor.data());
  }

  private static long[] rowMajor(long[] shape) {
    long[] strides = new long[shape.length];
    long stride = 1;
    for (int i = shape.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= Math.max(1, shape[i]);
    }
    return strides;
  }

  public long elements() {
    return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
  }

  /**
   * The values in row-major order: a view of the file where they lie so, a copy otherwise.
   *
   * @param arena that a copy lives in
   */
  public Tensor contiguous(Arena arena) {
    long bytes = elements() * type.bytes();
    if (bytes == 0) {
      return new Tensor(type, shape, MemorySegment.NULL);
    }
    if (isRowMajor()) {
      return new Tensor(type, shape, storage.asSlice(offset * type.bytes(), bytes));
    }
    MemorySegment copy = arena.allocate(bytes, Long.BYTES);
    copy(copy);
    return new Tensor(type, shape, copy);
  }

  /** The stride of a dimension of size 1 does not matter, and PyTorch leaves any there. */
  private boolean isRowMajor() {
    long[] wanted = rowMajor(shape);
    for (int i = 0; i < shape.length; i++) {
      if (shape[i] > 1 && strides[i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  /** Counts through the elements like a mileage counter. */
  private void copy(MemorySegment target) {
    int size = type.bytes();
    long[] index = new long[shape.length];
    long at = offset;
    for (long to = 0; to < target.byteSize(); to += size) {
      MemorySegment.copy(storage, at * size, target, to, size);
      int dimension = shape.length - 1;
      while (dimension >= 0 && ++index[dimension] == shape[dimension]) {
        at -= (shape[dimension] - 1) * strides[dimension];
        index[dimension--] = 0;
      }
      at += dimension < 0 ? 0 : strides[dimension];
    }
  }
}
