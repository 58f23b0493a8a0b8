package dev.cairn.rerank.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.rerank.TestVectors;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertifiedGalleryIndexTest extends GalleryIndexContract {
  @TempDir Path folder;

  @Override
  protected GalleryIndex open() throws IOException {
    return LuceneGalleryIndex.open(folder, SearchMode.CERTIFIED);
  }

  @Test
  void eightBitsLeaveFewRowsToLookAtAgain() throws IOException {
    float[][] queries = vectors(8, 512);
    try (GalleryIndex index = open()) {
      for (int i = 0; i < 3000; i++) {
        index.upsert(row("image-" + i, TestVectors.unit(random, 512)), 0);
      }

      SearchCost cost = index.search(ENSEMBLE, queries, 5).cost();

      assertThat(cost.scanned()).isEqualTo(3000);
      assertThat(cost.rescored()).isBetween(8 * 5L, 8 * 150L);
    }
  }
}
