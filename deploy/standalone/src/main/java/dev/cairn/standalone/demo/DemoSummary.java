package dev.cairn.standalone.demo;

import dev.cairn.standalone.client.FailedImage;
import dev.cairn.standalone.demo.report.Phase;
import dev.cairn.standalone.html.Figure;
import java.io.PrintWriter;

/** The table that ends a demo. */
final class DemoSummary {
  private DemoSummary() {}

  static void print(PrintWriter out, DemoFolder folder, DemoAnswers answers, DemoFigures figures) {
    out.printf("%n%s%n%n", figures.sentence());
    for (Figure figure : figures.headlines()) {
      out.printf("  %-44s %10s   %s%n", figure.name(), figure.value(), figure.note());
    }
    out.println();
    for (Phase phase : answers.phases()) {
      double seconds = phase.took().toNanos() / 1e9;
      out.printf(
          "  %-24s %7d images %8.1f s %10.1f images/s%n",
          phase.name(), phase.images(), seconds, phase.images() / seconds);
    }
    for (FailedImage failed : answers.failures()) {
      out.printf("  failed: %s %s %s%n", failed.imageId(), failed.code(), failed.message());
    }
    out.printf("%n  predictions  %s%n", folder.predictions());
    out.printf("  truth        %s%n", folder.truth());
    out.printf("  report       %s%n", folder.report());
    out.flush();
  }
}
