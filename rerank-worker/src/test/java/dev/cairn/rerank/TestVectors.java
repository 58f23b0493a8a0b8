package dev.cairn.rerank;

import java.util.random.RandomGenerator;

/** Vectors for tests. */
public final class TestVectors {

  private TestVectors() {}

  /** A random direction. */
  public static float[] unit(RandomGenerator random, int dimension) {
    float[] vector = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return normalised(vector);
  }

  public static float[] normalised(float... vector) {
    double norm = 0;
    for (float component : vector) {
      norm += (double) component * component;
    }
    float[] unit = vector.clone();
    for (int i = 0; i < unit.length; i++) {
      unit[i] /= (float) Math.sqrt(norm);
    }
    return unit;
  }

  /** The product as the kernel promises it: one chain of fused multiply-adds. */
  public static float dot(float[] a, float[] b) {
    float sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum = Math.fma(a[i], b[i], sum);
    }
    return sum;
  }
}
