package dev.cairn.standalone.command;

import dev.cairn.ingest.batch.PublishedBatch;
import dev.cairn.pipeline.folder.Skipped;
import java.util.ArrayList;
import java.util.List;

/** A published batch as lines. */
final class BatchLines {
  private static final int SKIPPED_SHOWN = 10;

  private BatchLines() {}

  /** Its id and size, and the first files that were skipped. */
  static List<String> of(PublishedBatch batch) {
    List<String> lines = new ArrayList<>();
    lines.add("Batch %s: %d images published.".formatted(batch.id(), batch.images()));
    for (Skipped skipped : batch.skipped().stream().limit(SKIPPED_SHOWN).toList()) {
      lines.add("  skipped %s: %s".formatted(skipped.file(), skipped.reason()));
    }
    if (batch.skipped().size() > SKIPPED_SHOWN) {
      lines.add("  and %d more".formatted(batch.skipped().size() - SKIPPED_SHOWN));
    }
    return lines;
  }
}
