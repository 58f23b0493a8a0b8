package dev.cairn.rerank.score;

/** The logarithm of a sum whose addends are known by their logarithms. */
final class LogSum {

  private LogSum() {}

  /** {@code ln(sum(exp(logs)))} without underflow; minus infinity for an empty sum. */
  static double of(double... logs) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double log : logs) {
      largest = Math.max(largest, log);
    }
    if (largest == Double.NEGATIVE_INFINITY) {
      return largest;
    }
    double sum = 0;
    for (double log : logs) {
      sum += Math.exp(log - largest);
    }
    return largest + Math.log(sum);
  }
}
