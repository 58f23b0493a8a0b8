package dev.cairn.rerank.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.rerank.TestVectors;
import dev.cairn.schemas.avro.BlobRef;
import dev.cairn.schemas.avro.Neighbour;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.schemas.topic.GalleryKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LuceneGalleryIndexTest {
  private static final String ENSEMBLE = "e".repeat(64);
  private static final String OTHER = "f".repeat(64);
  private static final Checkpoint CHECKPOINT =
      new Checkpoint("topic", Map.of(0, 12L, 3, 7L), Instant.parse("2026-01-02T03:04:05Z"));

  @TempDir Path folder;

  private final SplittableRandom random = new SplittableRandom(17);

  @ParameterizedTest
  @EnumSource(names = {"EXACT", "CERTIFIED"})
  void answersLikeBruteForceThroughUpdatesDeletesAndReopening(SearchMode mode) throws IOException {
    Map<String, float[]> truth = new TreeMap<>();
    float[][] queries = vectors(33, 64);
    try (GalleryIndex index = LuceneGalleryIndex.open(folder, mode)) {
      for (int i = 0; i < 6000; i++) {
        String imageId = "image-" + random.nextInt(4000);
        if (random.nextInt(8) == 0) {
          truth.remove(imageId);
          index.delete(new GalleryKey(ENSEMBLE, imageId), 0);
        } else {
          float[] vector = TestVectors.unit(random, 64);
          truth.put(imageId, vector);
          index.upsert(row(imageId, ENSEMBLE, vector), 0);
        }
        if (i % 1500 == 700) {
          assertNearest(index, truth, queries);
        }
      }
      index.commit(CHECKPOINT);
    }
    try (GalleryIndex index = LuceneGalleryIndex.open(folder, mode)) {
      assertNearest(index, truth, queries);
    }
  }

  private static void assertNearest(
      GalleryIndex index, Map<String, float[]> truth, float[][] queries) throws IOException {
    GalleryAnswer answer = index.search(ENSEMBLE, queries, 5);
    assertThat(answer.exact()).isTrue();
    assertThat(answer.images()).isEqualTo(truth.size());
    for (int query = 0; query < queries.length; query++) {
      assertThat(answer.neighbours().get(query))
          .extracting(Neighbour::getImageId, Neighbour::getCosine)
          .containsExactlyElementsOf(BruteForce.nearest(truth, queries[query], 5));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"EXACT", "CERTIFIED"})
  void equalCosinesAreOrderedByImageIdWhereverTheRowsLie(SearchMode mode) throws IOException {
    float[] vector = TestVectors.unit(random, 8);
    try (GalleryIndex index = LuceneGalleryIndex.open(folder, mode)) {
      for (String imageId : List.of("d", "b", "f")) {
        index.upsert(row(imageId, ENSEMBLE, vector), 0);
      }
      index.search(ENSEMBLE, new float[][] {vector}, 1); // ends the segment
      for (String imageId : List.of("c", "a", "e")) {
        index.upsert(row(imageId, ENSEMBLE, vector), 0);
      }

      assertThat(index.search(ENSEMBLE, new float[][] {vector}, 4).neighbours().getFirst())
          .extracting(Neighbour::getImageId)
          .containsExactly("a", "b", "c", "d");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"EXACT", "CERTIFIED"})
  void aQueryGetsTheSameCosinesInAnyBatch(SearchMode mode) throws IOException {
    float[][] queries = vectors(40, 100);
    try (GalleryIndex index = LuceneGalleryIndex.open(folder, mode)) {
      for (int i = 0; i < 100; i++) {
        index.upsert(row("image-" + i, ENSEMBLE, TestVectors.unit(random, 100)), 0);
      }
      List<List<Neighbour>> together = index.search(ENSEMBLE, queries, 5).neighbours();
      for (int query = 0; query < queries.length; query++) {
        float[][] alone = {queries[query]};
        assertThat(index.search(ENSEMBLE, alone, 5).neighbours().getFirst())
            .isEqualTo(together.get(query));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"EXACT", "CERTIFIED"})
  void ensemblesLieSideBySideWithTheirOwnDimensions(SearchMode mode) throws IOException {
    float[] small = TestVectors.unit(random, 4);
    float[] large = TestVectors.unit(random, 4608);
    try (GalleryIndex index = LuceneGalleryIndex.open(folder, mode)) {
      index.upsert(new GalleryRow("photo", "tower", ENSEMBLE, small, null), 0);
      index.upsert(new GalleryRow("photo", "bridge", OTHER, large, null), 0);

      GalleryAnswer answer = index.search(ENSEMBLE, new float[][] {small}, 5);
      GalleryAnswer other = index.search(OTHER, new float[][] {large}, 5);

      assertThat(answer.landmarks()).containsExactly("tower");
      assertThat(answer.neighbours().getFirst()).hasSize(1);
      assertThat(other.landmarks()).containsExactly("bridge");
      assertThat(other.neighbours().getFirst().getFirst().getCosine())
          .isEqualTo(TestVectors.dot(large, large));
      index.delete(new GalleryKey(ENSEMBLE, "photo"), 0);
      assertThat(index.search(ENSEMBLE, new float[][] {small}, 5).images()).isZero();
      assertThat(index.search(OTHER, new float[][] {large}, 5).images()).isOne();
    }
  }

  @Test
  void anIndexThatWasFilledInOtherModesAnswersAlike() throws IOException {
    Map<String, float[]> truth = new TreeMap<>();
    float[][] queries = vectors(3, 64);
    for (SearchMode mode :
        List.of(SearchMode.EXACT, SearchMode.APPROXIMATE, SearchMode.CERTIFIED)) {
      try (GalleryIndex index = LuceneGalleryIndex.open(folder, mode)) {
        for (int i = 0; i < 500; i++) {
          String imageId = "image-" + random.nextInt(1_000_000);
          truth.put(imageId, TestVectors.unit(random, 64));
          index.upsert(row(imageId, ENSEMBLE, truth.get(imageId)), 0);
        }
        index.commit(CHECKPOINT);
      }
    }
    try (GalleryIndex index = LuceneGalleryIndex.open(folder, SearchMode.CERTIFIED)) {
      assertNearest(index, truth, queries);
    }
  }

  @Test
  void eightBitsLeaveFewRowsToLookAtAgain() throws IOException {
    float[][] queries = vectors(8, 512);
    try (GalleryIndex index = LuceneGalleryIndex.open(folder, SearchMode.CERTIFIED)) {
      for (int i = 0; i < 3000; i++) {
        index.upsert(row("image-" + i, ENSEMBLE, TestVectors.unit(random, 512)), 0);
      }

      SearchCost cost = index.search(ENSEMBLE, queries, 5).cost();

      assertThat(cost.scanned()).isEqualTo(3000);
      assertThat(cost.rescored()).isBetween(8 * 5L, 8 * 150L);
    }
  }

  @Test
  void aGraphFindsMostOfTheNearestAndSaysThatItMayMissSome() throws IOException {
    float[][] queries = vectors(20, 128);
    Map<String, float[]> truth = new TreeMap<>();
    try (GalleryIndex index = LuceneGalleryIndex.open(folder, SearchMode.APPROXIMATE)) {
      for (int i = 0; i < 3000; i++) {
        truth.put("image-" + i, TestVectors.unit(random, 128));
        index.upsert(row("image-" + i, ENSEMBLE, truth.get("image-" + i)), 0);
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

  @Test
  void landmarksFollowTheGallery() throws IOException {
    float[][] query = vectors(1, 8);
    try (GalleryIndex index = LuceneGalleryIndex.open(folder, SearchMode.EXACT)) {
      index.upsert(new GalleryRow("1", "tower", ENSEMBLE, query[0], null), 0);
      index.upsert(new GalleryRow("2", "bridge", ENSEMBLE, query[0], null), 0);
      assertThat(index.search(ENSEMBLE, query, 1).landmarks()).containsOnly("tower", "bridge");

      index.upsert(new GalleryRow("1", "dome", ENSEMBLE, query[0], null), 0);
      index.delete(new GalleryKey(ENSEMBLE, "2"), 0);

      assertThat(index.search(ENSEMBLE, query, 1).landmarks()).containsOnly("dome");
    }
  }

  @Test
  void anEmptyGalleryHasNoNeighbours() throws IOException {
    try (GalleryIndex index = LuceneGalleryIndex.open(folder, SearchMode.EXACT)) {
      GalleryAnswer answer = index.search(ENSEMBLE, vectors(3, 8), 5);

      assertThat(answer.neighbours()).containsExactly(List.of(), List.of(), List.of());
      assertThat(answer.images()).isZero();
    }
  }

  @Test
  void aNeighbourBringsItsPhotograph() throws IOException {
    BlobRef blob = new BlobRef("blob:sha256:" + "a".repeat(64), "a".repeat(64), 7L, "image/jpeg");
    float[][] query = vectors(1, 8);
    try (GalleryIndex index = LuceneGalleryIndex.open(folder, SearchMode.EXACT)) {
      index.upsert(new GalleryRow("photo", "tower", ENSEMBLE, query[0], blob), 0);

      assertThat(index.search(ENSEMBLE, query, 1).neighbours().getFirst())
          .singleElement()
          .satisfies(neighbour -> {
            assertThat(neighbour.getLandmarkId()).isEqualTo("tower");
            assertThat(neighbour.getBlob()).isEqualTo(blob);
          });
    }
  }

  @Test
  void aClearedIndexIsEmptyAndTakesAnotherDimension() throws IOException {
    try (GalleryIndex index = LuceneGalleryIndex.open(folder, SearchMode.EXACT)) {
      index.upsert(row("1", ENSEMBLE, TestVectors.unit(random, 8)), 0);
      index.commit(CHECKPOINT);
      index.clear();
      index.upsert(row("2", ENSEMBLE, TestVectors.unit(random, 16)), 0);

      assertThat(index.search(ENSEMBLE, vectors(1, 16), 5).images()).isEqualTo(1);
    }
  }

  @Test
  void refusesAnotherDimensionInTheSameEnsemble() throws IOException {
    try (GalleryIndex index = LuceneGalleryIndex.open(folder, SearchMode.EXACT)) {
      index.upsert(row("1", ENSEMBLE, TestVectors.unit(random, 8)), 0);
      index.commit(CHECKPOINT);
    }
    try (GalleryIndex index = LuceneGalleryIndex.open(folder, SearchMode.EXACT)) {
      assertCode(
          ErrorCode.EMBEDDING_MISMATCH,
          () -> index.upsert(row("2", ENSEMBLE, TestVectors.unit(random, 16)), 0));
      assertCode(ErrorCode.EMBEDDING_MISMATCH, () -> index.search(ENSEMBLE, vectors(1, 16), 1));
      assertCode(
          ErrorCode.EMBEDDING_MISMATCH,
          () -> index.upsert(row("3", OTHER, TestVectors.unit(random, 16_385)), 0));
      assertThat(index.search(ENSEMBLE, vectors(1, 8), 5).images()).isEqualTo(1);
    }
  }

  private static void assertCode(
      ErrorCode code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(CairnException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private float[][] vectors(int count, int dimension) {
    float[][] vectors = new float[count][];
    for (int i = 0; i < count; i++) {
      vectors[i] = TestVectors.unit(random, dimension);
    }
    return vectors;
  }

  private static GalleryRow row(String imageId, String ensemble, float[] vector) {
    return new GalleryRow(imageId, "landmark", ensemble, vector, null);
  }
}
