package dev.cairn.rerank.embedding;

import dev.cairn.schemas.avro.ModelVector;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Arithmetic of float32 vectors, with sums in double. */
final class Vectors {

  private Vectors() {}

  /** The components of a vector in a message: finite, not all zero, as many as promised. */
  static float[] read(ModelVector message, String owner) {
    ByteBuffer bytes = message.getVector().duplicate().order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.remaining() == 0
        || bytes.remaining() != (long) message.getDimension() * Float.BYTES) {
      throw new CairnException(
          ErrorCode.EMBEDDING_MISMATCH,
          "%s has %d bytes for dimension %d of float32"
              .formatted(owner, bytes.remaining(), message.getDimension()));
    }
    float[] vector = new float[message.getDimension()];
    bytes.asFloatBuffer().get(vector);
    double norm = norm(vector);
    if (!Double.isFinite(norm) || norm == 0) {
      throw new CairnException(
          ErrorCode.EMBEDDING_NOT_FINITE,
          "%s has length %s in model %.64s; a direction needs finite components, not all zero"
              .formatted(owner, norm, message.getModelDigest()));
    }
    return vector;
  }

  static float[] normalised(float[] vector) {
    double norm = norm(vector);
    float[] unit = new float[vector.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (float) (vector[i] / norm);
    }
    return unit;
  }

  /**
   * The direction of the mean of vectors of length one.
   *
   * @throws CairnException with {@code EMBEDDING_MISMATCH} when their dimensions differ, with
   *     {@code EMBEDDING_NOT_FINITE} when they cancel each other out
   */
  static float[] direction(List<float[]> vectors, String owner) {
    float[] sum = new float[vectors.getFirst().length];
    for (float[] vector : vectors) {
      if (vector.length != sum.length) {
        throw new CairnException(
            ErrorCode.EMBEDDING_MISMATCH,
            "%s averages vectors of dimensions %d and %d"
                .formatted(owner, sum.length, vector.length));
      }
      for (int i = 0; i < sum.length; i++) {
        sum[i] += vector[i];
      }
    }
    if (norm(sum) == 0) {
      throw new CairnException(
          ErrorCode.EMBEDDING_NOT_FINITE, owner + " averages vectors that cancel each other out");
    }
    return normalised(sum);
  }

  static float[] join(float[][] vectors) {
    int length = 0;
    for (float[] vector : vectors) {
      length += vector.length;
    }
    float[] joined = new float[length];
    int at = 0;
    for (float[] vector : vectors) {
      System.arraycopy(vector, 0, joined, at, vector.length);
      at += vector.length;
    }
    return joined;
  }

  /** Not finite when a component is not: a finite float squared never overflows a double. */
  private static double norm(float[] vector) {
    double sum = 0;
    for (float component : vector) {
      sum += (double) component * component;
    }
    return Math.sqrt(sum);
  }
}
