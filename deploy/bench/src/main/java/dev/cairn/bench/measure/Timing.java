package dev.cairn.bench.measure;

import java.util.Arrays;

/**
 * Wall times of the same work done again and again, after a warm-up.
 *
 * @param sortedSeconds of each counted run, shortest first
 */
public record Timing(double[] sortedSeconds) {

  /** Work that is timed. */
  @FunctionalInterface
  public interface Work {
    void run() throws Exception;
  }

  public static Timing of(int warmUps, int runs, Work work) throws Exception {
    for (int i = 0; i < warmUps; i++) {
      work.run();
    }
    double[] seconds = new double[runs];
    for (int i = 0; i < runs; i++) {
      long start = System.nanoTime();
      work.run();
      seconds[i] = (System.nanoTime() - start) / 1e9;
    }
    return ofSeconds(seconds);
  }

  /** Of runs in any order. */
  public static Timing ofSeconds(double... seconds) {
    double[] sorted = seconds.clone();
    Arrays.sort(sorted);
    return new Timing(sorted);
  }

  public double medianSeconds() {
    return sortedSeconds[sortedSeconds.length / 2];
  }

  public double bestSeconds() {
    return sortedSeconds[0];
  }

  /** What this share of the runs, more than 0, did not exceed. */
  public double quantileSeconds(double share) {
    return sortedSeconds[(int) Math.ceil(share * sortedSeconds.length) - 1];
  }
}
