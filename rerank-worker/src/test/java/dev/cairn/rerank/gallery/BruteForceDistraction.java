package dev.cairn.rerank.gallery;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What photographs of no landmark tell, by looking at every pair, in double.
 *
 * @param gallery vectors of each image, {@code [models][dimension]}, of length 1
 * @param nonLandmarks the same
 */
record BruteForceDistraction(Map<String, float[][]> gallery, Map<String, float[][]> nonLandmarks) {

  static BruteForceDistraction empty() {
    return new BruteForceDistraction(new TreeMap<>(), new TreeMap<>());
  }

  record Valued(String imageId, double value, double bias) {}

  double distraction(int model, float[] query) {
    return meanOfLargest(10, model, query);
  }

  /** Highest value first. */
  List<Valued> nearest(int model, float[] query, int count) {
    return gallery.entrySet().stream()
        .map(image -> {
          float[] vector = image.getValue()[model];
          double bias = meanOfLargest(5, model, vector);
          double value = Math.clamp(cosine(vector, query), 0.0, 1.0) - bias;
          return new Valued(image.getKey(), value, bias);
        })
        .sorted(Comparator.comparingDouble(Valued::value).reversed())
        .limit(count)
        .toList();
  }

  private double meanOfLargest(int count, int model, float[] vector) {
    Collection<float[][]> all = nonLandmarks.values();
    return all.stream()
        .map(each -> cosine(each[model], vector))
        .sorted(Comparator.reverseOrder())
        .limit(count)
        .mapToDouble(Double::doubleValue)
        .average()
        .orElse(0);
  }

  private static double cosine(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
