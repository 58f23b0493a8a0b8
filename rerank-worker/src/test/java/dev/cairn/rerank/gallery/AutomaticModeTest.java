package dev.cairn.rerank.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.rerank.TestVectors;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutomaticModeTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "0, 0, CERTIFIED",
    "1900000, 512, CERTIFIED",
    "2000000, 512, APPROXIMATE",
    "210000, 4608, CERTIFIED",
    "220000, 4608, APPROXIMATE"
  })
  void aGraphIsForLargeGalleries(long rows, int dimension, SearchMode mode) {
    assertThat(AutomaticMode.of(rows, dimension).mode()).isEqualTo(mode);
  }

  @Test
  void looksAtWhatTheFolderHas() throws IOException {
    assertThat(AutomaticMode.of(folder.resolve("none")).reason()).startsWith("0 rows");
    try (GalleryIndex index = LuceneGalleryIndex.open(folder, SearchMode.EXACT)) {
      float[] vector = TestVectors.unit(new SplittableRandom(1), 16);
      index.upsert(new GalleryRow("photo", "tower", "e".repeat(64), vector, null), 0);
      index.commit(new Checkpoint("topic", Map.of(), Instant.EPOCH));
    }

    assertThat(AutomaticMode.of(folder).reason()).startsWith("1 rows of 16 components");
  }
}
