package dev.cairn.bench;

import java.util.Map;
import java.util.OptionalDouble;

/** How quickly the original embeds on two cores, as far as that is known. */
final class EmbedReference {
  private static final int IMAGE_SIZE = 256;

  /** Images per second at 256 px by architecture and batch. */
  private static final Map<String, Map<Integer, Double>> RATES =
      Map.of(
          "tf_efficientnet_b3", Map.of(1, 8.1, 8, 12.8),
          "rex20", Map.of(1, 8.7, 8, 7.3),
          "nest101", Map.of(1, 5.3, 8, 3.9));

  private EmbedReference() {}

  /** Empty for other architectures, sizes and batches. */
  static OptionalDouble imagesPerSecond(String architecture, int imageSize, int batch) {
    Double rate = RATES.getOrDefault(architecture, Map.of()).get(batch);
    return rate == null || imageSize != IMAGE_SIZE
        ? OptionalDouble.empty()
        : OptionalDouble.of(rate);
  }
}
