package dev.cairn.rerank.gallery;

import dev.cairn.rerank.TestVectors;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;

/** Nearest neighbours by looking at every vector. */
final class BruteForce {
  private record Near(String imageId, double cosine) {}

  private BruteForce() {}

  /** Image id and cosine, nearest first. */
  static List<Tuple> nearest(Map<String, float[]> gallery, float[] query, int count) {
    return gallery.entrySet().stream()
        .map(image -> new Near(image.getKey(), TestVectors.dot(image.getValue(), query)))
        .sorted(Comparator.comparingDouble(Near::cosine).reversed().thenComparing(Near::imageId))
        .limit(count)
        .map(near -> Tuple.tuple(near.imageId(), near.cosine()))
        .toList();
  }
}
