package dev.cairn.rerank.screen;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A vector in eight bits a component: {@code component = scale * (code - ZERO)}, as nearly as it
 * goes, and how far off that is. In memory the codes come first, then {@code scale} and {@code
 * residual} as little-endian float32.
 *
 * <p>The residual, the length of the difference, bounds the error of every product with a vector of
 * length one (Cauchy and Schwarz).
 */
public final class Codes {
  /** The code of zero. */
  static final int ZERO = 128;

  /** Bytes of a row beyond one a component. */
  public static final int TRAILER = 2 * Float.BYTES;

  private static final int LEVELS = 127;
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private Codes() {}

  /** A row as it lies in memory. */
  public static byte[] of(float[] vector) {
    byte[] codes = new byte[vector.length + TRAILER];
    float scale = scale(vector, LEVELS);
    double squares = 0;
    for (int i = 0; i < vector.length; i++) {
      int code = Math.round(vector[i] / scale);
      codes[i] = (byte) (code + ZERO);
      double rest = vector[i] - (double) code * scale;
      squares += rest * rest;
    }
    ByteBuffer.wrap(codes, vector.length, TRAILER)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putFloat(scale)
        .putFloat(up(Math.sqrt(squares)));
    return codes;
  }

  /** What one step of a vector's codes means, when the largest component has {@code levels}. */
  static float scale(float[] vector, int levels) {
    float largest = Float.MIN_NORMAL;
    for (float component : vector) {
      largest = Math.max(largest, Math.abs(component));
    }
    return largest / levels;
  }

  /** The nearest float that is not smaller. */
  static float up(double value) {
    float nearest = (float) value;
    return nearest < value ? Math.nextUp(nearest) : nearest;
  }

  static float scale(MemorySegment rows, int row, int dimension) {
    return rows.get(FLOAT, trailer(row, dimension));
  }

  static float residual(MemorySegment rows, int row, int dimension) {
    return rows.get(FLOAT, trailer(row, dimension) + Float.BYTES);
  }

  private static long trailer(int row, int dimension) {
    return (long) row * (dimension + TRAILER) + dimension;
  }
}
