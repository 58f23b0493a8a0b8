package dev.cairn.bench;

import java.io.PrintWriter;

/** Prints how the rate and the cost of an image change with something that grows. */
final class GrowthTable {
  private final PrintWriter out;
  private double firstRate;

  /**
   * @param what grows
   */
  GrowthTable(PrintWriter out, String what) {
    this.out = out;
    out.printf(
        "%n%-12s %8s %10s %8s %20s %10s%n",
        what, "images", "images/s", "ratio", "processor ms/image", "MB/s");
    out.flush();
  }

  void row(int size, Sustained sustained) {
    double rate = sustained.imagesPerSecond();
    if (firstRate == 0) {
      firstRate = rate;
    }
    out.printf(
        "%-12d %8d %10.1f %8.3f %20.2f %10.2f%n",
        size,
        sustained.images(),
        rate,
        rate / firstRate,
        sustained.processorMillis(),
        sustained.bytesPerSecond() / 1e6);
    out.flush();
  }
}
