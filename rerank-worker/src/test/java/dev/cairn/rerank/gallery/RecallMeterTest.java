package dev.cairn.rerank.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.rerank.TestVectors;
import dev.cairn.schemas.avro.Neighbour;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecallMeterTest {
  private static final String ENSEMBLE = "e".repeat(64);
  private static final int COUNT = 4;

  @TempDir Path folder;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final SplittableRandom random = new SplittableRandom(2);
  private float[][] queries;

  @BeforeEach
  void makeQueries() {
    queries = new float[5][];
    for (int i = 0; i < queries.length; i++) {
      queries[i] = TestVectors.unit(random, 16);
    }
  }

  @Test
  void comparesEverySecondQueryWithAnExactSearch() throws IOException {
    try (GalleryIndex index = LuceneGalleryIndex.open(folder, SearchMode.EXACT)) {
      for (int i = 0; i < 50; i++) {
        index.upsert(
            new GalleryRow("image-" + i, "tower", ENSEMBLE, TestVectors.unit(random, 16), null), 0);
      }
      List<List<Neighbour>> nearest = index.search(ENSEMBLE, queries, COUNT).neighbours();
      List<List<Neighbour>> oneMissed =
          nearest.stream().map(near -> near.subList(1, near.size())).toList();

      new RecallMeter(index, 2, registry).look(ENSEMBLE, queries, COUNT, answer(oneMissed, false));
    }

    DistributionSummary recall = registry.get("cairn.gallery.recall").summary();
    assertThat(recall.count()).isEqualTo(3);
    assertThat(recall.mean()).isEqualTo(0.75);
  }

  @Test
  void asksNothingMoreOfAnExactIndex() throws IOException {
    List<List<Neighbour>> none = Collections.nCopies(queries.length, List.of());

    new RecallMeter(null, 1, registry).look(ENSEMBLE, queries, COUNT, answer(none, true));

    assertThat(registry.get("cairn.gallery.recall").summary().count()).isZero();
  }

  private static GalleryAnswer answer(List<List<Neighbour>> neighbours, boolean exact) {
    return new GalleryAnswer(neighbours, exact, new SearchCost(0, 0), 50, Set.of("tower"));
  }
}
