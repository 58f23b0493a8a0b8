package dev.cairn.train.net;

import static java.util.stream.Collectors.toMap;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;

/** Weights and images from integer hashes, the same in every language: no random generator. */
public final class Formula {

  private static final long FNV_OFFSET = 0xCBF29CE484222325L;
  private static final long FNV_PRIME = 0x100000001B3L;
  private static final double STEPS = 1 << 24;

  private Formula() {}

  private record Range(double low, double high) {}

  /**
   * @param name state-dict key
   */
  public static float[] weight(String name, long[] shape) {
    long elements = 1;
    for (long size : shape) {
      elements *= size;
    }
    float[] values = new float[Math.toIntExact(elements)];
    long hash = hash(name);
    Range range = range(name, shape);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (range.low + (range.high - range.low) * uniform(hash, i));
    }
    return values;
  }

  /** Weights of a network by name, without the head. */
  public static Function<String, float[]> weights(LandmarkNetwork network) {
    Map<String, long[]> shapes =
        network.parameters(1).stream().collect(toMap(Parameter::name, Parameter::shape));
    return name -> weight(name, shapes.get(name));
  }

  private static long hash(String name) {
    long hash = FNV_OFFSET;
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xFF)) * FNV_PRIME;
    }
    return hash;
  }

  private static double uniform(long hash, long index) {
    long z = hash + (index + 1) * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    z = z ^ (z >>> 31);
    return (z >>> 40) / STEPS;
  }

  private static Range range(String name, long[] shape) {
    if (name.endsWith("running_mean")) {
      return around(0, 0.1);
    }
    if (name.endsWith("running_var")) {
      return new Range(0.5, 1.5);
    }
    if (name.equals("metric_classify.weight")) {
      return around(0, 1 / Math.sqrt(512));
    }
    if (name.endsWith(".bias")) {
      return around(0, 0.1);
    }
    boolean residual = name.endsWith(".bn3.weight") && !name.endsWith(".0.bn3.weight");
    if (residual || name.endsWith(".conv2.bn0.weight")) {
      return new Range(0.2, 0.4);
    }
    return switch (shape.length) {
      case 1 -> new Range(0.8, 1.2);
      case 4 -> around(0, Math.sqrt(3.0 * 2.2 / (shape[1] * shape[2] * shape[3])));
      default -> around(0, Math.sqrt(3.0 / shape[1]));
    };
  }

  private static Range around(double centre, double bound) {
    return new Range(centre - bound, centre + bound);
  }

  /**
   * @param image 0 or 1
   * @return uint8 RGB {@code [size, size, 3]}
   */
  public static byte[] image(int image, int size) {
    byte[] pixels = new byte[size * size * 3];
    int at = 0;
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        for (int c = 0; c < 3; c++) {
          pixels[at++] = (byte) (image == 0 ? wave(x, y, c) : checks(x, y, c));
        }
      }
    }
    return pixels;
  }

  private static int wave(int x, int y, int c) {
    return (x * 7 + y * 3 + c * 50 + x * y / 5) % 256;
  }

  private static int checks(int x, int y, int c) {
    boolean light = (x / 8 + y / 8 + c) % 2 == 0;
    return (light ? 230 - 20 * c : 20 + 30 * c) + (x * 13 + y * 29 + c * 17) % 24;
  }
}
