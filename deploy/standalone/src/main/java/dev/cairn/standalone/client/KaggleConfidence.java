package dev.cairn.standalone.client;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * Log scores as confidences between 0 and 1 that keep their order.
 *
 * <p>The score itself, {@code exp} of the log score, is 0 below -745 and cannot be told from 0 in
 * single precision below -103. The competition looks at the order alone, so a log score {@code s}
 * up to 0 becomes {@code 0.5 / (1 - s)}, and {@code 1 - 0.5 / (1 + s)} above: -200 is 0.0025.
 * Several exports compare, since the formula knows of no other score. Where rounding would make two
 * different scores of an export equal, the higher one becomes the next larger double.
 */
final class KaggleConfidence {
  private final Map<Double, Double> confidences = new HashMap<>();

  /**
   * @param logScores all that will be asked for, none of them NaN
   */
  KaggleConfidence(Collection<Double> logScores) {
    TreeSet<Double> ascending = new TreeSet<>();
    logScores.forEach(logScore -> ascending.add(logScore + 0.0)); // the two zeros are a tie
    double last = -Double.MIN_VALUE;
    for (double logScore : ascending) {
      last = Math.max(squashed(logScore), Math.nextUp(last));
      confidences.put(logScore, last + 0.0);
    }
  }

  double of(double logScore) {
    return confidences.get(logScore + 0.0);
  }

  private static double squashed(double logScore) {
    return logScore <= 0 ? 0.5 / (1 - logScore) : 1 - 0.5 / (1 + logScore);
  }
}
