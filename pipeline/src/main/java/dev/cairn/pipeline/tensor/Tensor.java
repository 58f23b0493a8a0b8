package dev.cairn.pipeline.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Numbers in row-major order.
 *
 * @param shape empty for a single number
 * @param data little-endian, exactly as long as type and shape say; not copied
 */
public record Tensor(DType type, long[] shape, MemorySegment data) {
  static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfDouble DOUBLE =
      ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  public Tensor {
    if (byteSize(type, shape) != data.byteSize()) {
      throw new IllegalArgumentException(
          "%s%s takes %d bytes, not %d"
              .formatted(type, Arrays.toString(shape), byteSize(type, shape), data.byteSize()));
    }
  }

  /** An F32 tensor of these values. */
  public static Tensor ofFloats(float[] values, long... shape) {
    MemorySegment data = MemorySegment.ofArray(new byte[Math.multiplyExact(values.length, 4)]);
    MemorySegment.copy(values, 0, data, FLOAT, 0, values.length);
    return new Tensor(DType.F32, shape, data);
  }

  /** A copy of the values; those of half precision are widened, those of double rounded. */
  public float[] floats() {
    return switch (type) {
      case F64 -> narrow();
      case F32 -> data.toArray(FLOAT);
      case F16 -> widen(Float::float16ToFloat);
      case BF16 -> widen(bits -> Float.intBitsToFloat(bits << 16));
      case I64, I32, I16, I8, U8, BOOL ->
          throw new IllegalArgumentException(type + " values are not floats");
    };
  }

  /**
   * @throws ArithmeticException when it does not fit a long
   * @throws IllegalArgumentException when a dimension is negative
   */
  static long byteSize(DType type, long[] shape) {
    long bytes = type.bytes();
    for (long dimension : shape) {
      if (dimension < 0) {
        throw new IllegalArgumentException("Negative dimension in " + Arrays.toString(shape));
      }
      bytes = Math.multiplyExact(bytes, dimension);
    }
    return bytes;
  }

  private float[] narrow() {
    double[] doubles = data.toArray(DOUBLE);
    float[] values = new float[doubles.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) doubles[i];
    }
    return values;
  }

  private interface Widening {
    float of(short bits);
  }

  private float[] widen(Widening widening) {
    float[] values = new float[Math.toIntExact(data.byteSize() / Short.BYTES)];
    for (int i = 0; i < values.length; i++) {
      values[i] = widening.of(data.get(SHORT, (long) i * Short.BYTES));
    }
    return values;
  }
}
