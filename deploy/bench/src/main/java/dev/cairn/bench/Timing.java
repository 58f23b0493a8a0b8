package dev.cairn.bench;

import java.util.Arrays;

/**
 * Wall times of the same work done again and again, after a warm-up.
 *
 * @param sortedSeconds of each counted run, shortest first
 */
record Timing(double[] sortedSeconds) {

  /** Work that is timed. */
  @FunctionalInterface
  interface Work {
    void run() throws Exception;
  }

  static Timing of(int warmUps, int runs, Work work) throws Exception {
    for (int i = 0; i < warmUps; i++) {
      work.run();
    }
    double[] seconds = new double[runs];
    for (int i = 0; i < runs; i++) {
      long start = System.nanoTime();
      work.run();
      seconds[i] = (System.nanoTime() - start) / 1e9;
    }
    Arrays.sort(seconds);
    return new Timing(seconds);
  }

  double medianSeconds() {
    return sortedSeconds[sortedSeconds.length / 2];
  }

  double bestSeconds() {
    return sortedSeconds[0];
  }
}
