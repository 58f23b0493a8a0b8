package dev.cairn.rerank.opensearch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.rerank.TestVectors;
import dev.cairn.rerank.gallery.Checkpoint;
import dev.cairn.rerank.gallery.GalleryAnswer;
import dev.cairn.rerank.gallery.GalleryIndex;
import dev.cairn.rerank.gallery.GalleryRow;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A gallery on two nodes. */
class OpenSearchClusterTest {
  @RegisterExtension static final OpenSearchExtension OPENSEARCH = new OpenSearchExtension();

  private static final String ENSEMBLE = "e".repeat(64);

  @TempDir Path folder;

  private final SplittableRandom random = new SplittableRandom(17);

  @Test
  void answersAndLosesNothingWhenANodeDies() throws Exception {
    float[][] query = {TestVectors.unit(random, 8)};
    OpenSearchServer first = OPENSEARCH.server();
    try (OpenSearchServer other = first.join(folder)) {
      OpenSearchConfig config =
          OPENSEARCH.config(
              Map.of("url", other.url() + "," + first.url(), "shards", "4", "replicas", "1"));
      String prefix = UUID.randomUUID().toString();
      try (GalleryIndex index = OpenSearchGalleryIndex.open(config, prefix, "worker")) {
        write(index, 0, 200);
        first.awaitStatus("green", prefix + "*");
        GalleryAnswer before = index.search(ENSEMBLE, query, 5);
        assertThat(before.images()).isEqualTo(200);

        other.kill();

        GalleryAnswer after = index.search(ENSEMBLE, query, 5);
        assertThat(after).isEqualTo(before);
        write(index, 200, 300);
        assertThat(index.search(ENSEMBLE, query, 5).images()).isEqualTo(300);
        index.commit(new Checkpoint("topic", Map.of(0, 300L), Instant.EPOCH));
        assertThat(index.rows()).isEqualTo(300);
        assertThat(index.waitsFor()).isEmpty();
      }
    }
  }

  private void write(GalleryIndex index, int from, int to) throws Exception {
    for (int i = from; i < to; i++) {
      float[] vector = TestVectors.unit(random, 8);
      index.upsert(new GalleryRow("image-" + i, "landmark-" + i, ENSEMBLE, vector, null), i);
    }
  }
}
