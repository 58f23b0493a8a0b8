package dev.cairn.rerank.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.rerank.TestVectors;
import dev.cairn.schemas.avro.Neighbour;
import dev.cairn.schemas.topic.GalleryKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LuceneGalleryIndexTest extends GalleryIndexContract {
  private static final Checkpoint CHECKPOINT = checkpoint("topic", 1500, "2026-01-02T03:04:05Z");

  @TempDir Path folder;

  @Override
  protected GalleryIndex open() throws IOException {
    return open(SearchMode.EXACT);
  }

  private GalleryIndex open(SearchMode mode) throws IOException {
    return LuceneGalleryIndex.open(folder, mode);
  }

  @Test
  void anIndexThatWasFilledInOtherModesAnswersAlike() throws IOException {
    Map<String, float[]> truth = new TreeMap<>();
    float[][] queries = vectors(3, 64);
    for (SearchMode mode :
        List.of(SearchMode.EXACT, SearchMode.APPROXIMATE, SearchMode.CERTIFIED)) {
      try (GalleryIndex index = open(mode)) {
        for (int i = 0; i < 500; i++) {
          String imageId = "image-" + random.nextInt(1_000_000);
          truth.put(imageId, TestVectors.unit(random, 64));
          index.upsert(row(imageId, truth.get(imageId)), 0);
        }
        index.commit(CHECKPOINT);
      }
    }
    try (GalleryIndex index = open(SearchMode.CERTIFIED)) {
      assertNearest(index, truth, queries);
    }
  }

  @Test
  void aGraphFindsMostOfTheNearestAndSaysThatItMayMissSome() throws IOException {
    float[][] queries = vectors(20, 128);
    Map<String, float[]> truth = new TreeMap<>();
    try (GalleryIndex index = open(SearchMode.APPROXIMATE)) {
      for (int i = 0; i < 3000; i++) {
        truth.put("image-" + i, TestVectors.unit(random, 128));
        index.upsert(row("image-" + i, truth.get("image-" + i)), 0);
      }
      for (int i = 0; i < 3000; i += 10) {
        truth.remove("image-" + i);
        index.delete(new GalleryKey(ENSEMBLE, "image-" + i), 0);
      }
      index.commit(CHECKPOINT);

      GalleryAnswer answer = index.search(ENSEMBLE, queries, 5);

      assertThat(answer.exact()).isFalse();
      assertThat(answer.cost().scanned()).isLessThan(20 * 3000L);
      int found = 0;
      for (int query = 0; query < queries.length; query++) {
        List<Tuple> nearest = BruteForce.nearest(truth, queries[query], 5);
        for (Neighbour near : answer.neighbours().get(query)) {
          found += nearest.contains(Tuple.tuple(near.getImageId(), near.getCosine())) ? 1 : 0;
        }
      }
      assertThat(found).isGreaterThan(90);
    }
  }
}
