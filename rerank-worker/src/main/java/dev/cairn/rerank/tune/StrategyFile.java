package dev.cairn.rerank.tune;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.pipeline.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;

/** A tuned setting as {@code cairn.rerank.strategy} reads it. */
public final class StrategyFile {
  private StrategyFile() {}

  /**
   * Replaces the file.
   *
   * @throws dev.cairn.schemas.error.CairnException with {@code STORAGE_FULL} when the disk is full
   */
  public static void write(Path file, Tuning tuning) throws IOException {
    AtomicFile.write(file, text(tuning).getBytes(UTF_8));
  }

  static String text(Tuning tuning) {
    String figures =
        String.format(
            Locale.ROOT,
            """
            # Tuned on %d queries, %d of landmarks: GAP %.4f, defaults %.4f.
            # Cross-validated: GAP %.4f, defaults %.4f.
            """,
            tuning.samples().size(),
            tuning.landmarkQueries(),
            tuning.chosenGap(),
            tuning.usualGap(),
            tuning.chosenFoldGap(),
            tuning.usualFoldGap());
    return tuning.space().properties(tuning.chosen()).entrySet().stream()
        .map(each -> each.getKey() + " = " + each.getValue())
        .collect(Collectors.joining("\n", figures, "\n"));
  }
}
