package dev.cairn.bench;

import dev.cairn.bench.measure.Machine;
import dev.cairn.bench.measure.Timing;
import java.io.PrintWriter;
import java.util.OptionalDouble;

/** Prints a table of measured figures beside the reference's. */
final class Figures {
  private final PrintWriter out;

  Figures(PrintWriter out, String title) {
    this.out = out;
    out.printf("%s%n%s%n%n", title, Machine.describe());
    out.printf("%-44s %12s %12s %12s %8s%n", "", "median", "best", "reference", "ratio");
    out.flush();
  }

  /** Images a second: more is better. */
  void rate(String what, Timing timing, double images, double reference) {
    double median = images / timing.medianSeconds();
    line(what, median, images / timing.bestSeconds(), reference, median / reference, "images/s");
  }

  /** Images a second, alone where nothing is known of the reference. */
  void rate(String what, Timing timing, double images, OptionalDouble reference) {
    if (reference.isPresent()) {
      rate(what, timing, images, reference.getAsDouble());
      return;
    }
    double median = images / timing.medianSeconds();
    double best = images / timing.bestSeconds();
    out.printf("%-44s %12.3f %12.3f %12s %8s images/s%n", what, median, best, "-", "-");
    out.flush();
  }

  /** Seconds: less is better, and the ratio is how many times faster than the reference. */
  void seconds(String what, Timing timing, double reference) {
    double median = timing.medianSeconds();
    line(what, median, timing.bestSeconds(), reference, reference / median, "s");
  }

  private void line(
      String what, double median, double best, double reference, double ratio, String unit) {
    out.printf(
        "%-44s %12.3f %12.3f %12.3f %7.2fx %s%n", what, median, best, reference, ratio, unit);
    out.flush();
  }
}
