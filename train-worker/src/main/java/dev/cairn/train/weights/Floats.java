package dev.cairn.train.weights;

import dev.cairn.pipeline.tensor.DType;
import dev.cairn.pipeline.tensor.Tensor;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Float32 tensors from those of any precision, outside the Java heap. */
final class Floats {
  private static final int CHUNK_ELEMENTS = 1 << 20;
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private Floats() {}

  /**
   * The tensor itself when it is float32, otherwise a copy.
   *
   * @param name for the message
   * @throws CairnException with {@code MODEL_INVALID} when a value is not finite
   */
  static Tensor of(String name, Tensor tensor, Arena arena) {
    int size = tensor.type().bytes();
    long elements = tensor.data().byteSize() / size;
    boolean copies = tensor.type() != DType.F32;
    MemorySegment floats =
        copies ? arena.allocate(elements * Float.BYTES, Float.BYTES) : tensor.data();
    for (long from = 0; from < elements; from += CHUNK_ELEMENTS) {
      long count = Math.min(CHUNK_ELEMENTS, elements - from);
      MemorySegment part = tensor.data().asSlice(from * size, count * size);
      float[] values = new Tensor(tensor.type(), new long[] {count}, part).floats();
      checkFinite(name, values);
      if (copies) {
        MemorySegment.copy(values, 0, floats, FLOAT, from * Float.BYTES, values.length);
      }
    }
    return new Tensor(DType.F32, tensor.shape(), floats);
  }

  private static void checkFinite(String name, float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new CairnException(
            ErrorCode.MODEL_INVALID,
            "%s has the value %f: take an earlier checkpoint".formatted(name, value));
      }
    }
  }
}
