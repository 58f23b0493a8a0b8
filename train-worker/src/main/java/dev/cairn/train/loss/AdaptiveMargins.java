package dev.cairn.train.loss;

import java.util.Arrays;

/** Angular margins in radians that grow with a class's rarity. */
public final class AdaptiveMargins {

  private static final double SMALLEST = 0.05;
  private static final double RANGE = 0.45;

  private AdaptiveMargins() {}

  /**
   * Scales {@code images^(-1/4)} so that the rarest class gets 0.50 and the most frequent 0.05.
   * When all classes have the same number of images there is no range to scale, and all get 0.05.
   *
   * @param images number of images of each class, at least 1
   */
  public static double[] of(int[] images) {
    double[] rarity = Arrays.stream(images).mapToDouble(n -> Math.sqrt(1 / Math.sqrt(n))).toArray();
    double least = Arrays.stream(rarity).min().orElse(0);
    double most = Arrays.stream(rarity).max().orElse(0);
    if (least == most) {
      return Arrays.stream(rarity).map(_ -> SMALLEST).toArray();
    }
    return Arrays.stream(rarity)
        .map(r -> (r - least) / (most - least) * RANGE + SMALLEST)
        .toArray();
  }
}
