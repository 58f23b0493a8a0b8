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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What every index promises that finds the nearest of all rows. */
public abstract class GalleryIndexContract {
  protected static final String ENSEMBLE = "e".repeat(64);
  protected static final String OTHER = "f".repeat(64);

  protected final SplittableRandom random = new SplittableRandom(17);

  /** Opens the one index of the test, with what was committed before. */
  protected abstract GalleryIndex open() throws IOException;

  @Test
  void answersLikeBruteForceThroughUpdatesDeletesAndReopening() throws IOException {
    Map<String, float[]> truth = new TreeMap<>();
    float[][] queries = vectors(33, 64);
    try (GalleryIndex index = open()) {
      for (int offset = 0; offset < 6000; offset++) {
        String imageId = "image-" + random.nextInt(4000);
        if (random.nextInt(8) == 0) {
          truth.remove(imageId);
          index.delete(new GalleryKey(ENSEMBLE, imageId), offset);
        } else {
          float[] vector = TestVectors.unit(random, 64);
          truth.put(imageId, vector);
          index.upsert(row(imageId, vector), offset);
        }
        if (offset % 1500 == 700) {
          assertNearest(index, truth, queries);
        }
      }
      index.commit(checkpoint("topic", 6000, "2026-01-02T03:04:05Z"));
    }
    try (GalleryIndex index = open()) {
      assertNearest(index, truth, queries);
    }
  }

  @Test
  void rowsOppositeToTheQueryAreOrderedAsWell() throws IOException {
    Map<String, float[]> truth = new TreeMap<>();
    float[] query = TestVectors.normalised(1, 0, 0, 0);
    try (GalleryIndex index = open()) {
      for (int i = 0; i < 40; i++) {
        float[] vector = TestVectors.normalised(-1, i, random.nextInt(9), 1);
        truth.put("image-" + i, vector);
        index.upsert(row("image-" + i, vector), i);
      }

      assertNearest(index, truth, new float[][] {query});
    }
  }

  @Test
  void equalCosinesAreOrderedByImageIdWhereverTheRowsLie() throws IOException {
    float[] vector = TestVectors.unit(random, 8);
    try (GalleryIndex index = open()) {
      long offset = 0;
      for (String imageId : List.of("d", "b", "f")) {
        index.upsert(row(imageId, vector), offset++);
      }
      index.search(ENSEMBLE, new float[][] {vector}, 1); // ends the segment
      for (String imageId : List.of("c", "a", "e")) {
        index.upsert(row(imageId, vector), offset++);
      }

      assertThat(index.search(ENSEMBLE, new float[][] {vector}, 4).neighbours().getFirst())
          .extracting(Neighbour::getImageId)
          .containsExactly("a", "b", "c", "d");
    }
  }

  @Test
  void equalCosinesAreOrderedByImageIdHoweverManyThereAre() throws IOException {
    float[] vector = TestVectors.unit(random, 8);
    try (GalleryIndex index = open()) {
      for (int i = 0; i < 60; i++) {
        index.upsert(row("image-" + (99 - i), vector), i);
      }
      index.upsert(row("far", TestVectors.unit(random, 8)), 60);

      GalleryAnswer answer = index.search(ENSEMBLE, new float[][] {vector}, 3);

      assertThat(answer.exact()).isTrue();
      assertThat(answer.neighbours().getFirst())
          .extracting(Neighbour::getImageId)
          .containsExactly("image-40", "image-41", "image-42");
    }
  }

  @Test
  void aQueryGetsTheSameCosinesInAnyBatch() throws IOException {
    float[][] queries = vectors(40, 100);
    try (GalleryIndex index = open()) {
      for (int i = 0; i < 100; i++) {
        index.upsert(row("image-" + i, TestVectors.unit(random, 100)), i);
      }
      List<List<Neighbour>> together = index.search(ENSEMBLE, queries, 5).neighbours();
      for (int query = 0; query < queries.length; query++) {
        float[][] alone = {queries[query]};
        assertThat(index.search(ENSEMBLE, alone, 5).neighbours().getFirst())
            .isEqualTo(together.get(query));
      }
    }
  }

  @Test
  void ensemblesLieSideBySideWithTheirOwnDimensions() throws IOException {
    float[] small = TestVectors.unit(random, 4);
    float[] large = TestVectors.unit(random, 4608);
    try (GalleryIndex index = open()) {
      index.upsert(new GalleryRow("photo", "tower", ENSEMBLE, small, null), 0);
      index.upsert(new GalleryRow("photo", "bridge", OTHER, large, null), 1);

      GalleryAnswer answer = index.search(ENSEMBLE, new float[][] {small}, 5);
      GalleryAnswer other = index.search(OTHER, new float[][] {large}, 5);

      assertThat(answer.landmarks()).containsExactly("tower");
      assertThat(answer.neighbours().getFirst()).hasSize(1);
      assertThat(other.landmarks()).containsExactly("bridge");
      assertThat(other.neighbours().getFirst().getFirst().getCosine())
          .isEqualTo(TestVectors.dot(large, large));
      index.delete(new GalleryKey(ENSEMBLE, "photo"), 2);
      assertThat(index.search(ENSEMBLE, new float[][] {small}, 5).images()).isZero();
      assertThat(index.search(OTHER, new float[][] {large}, 5).images()).isOne();
    }
  }

  @Test
  void landmarksFollowTheGallery() throws IOException {
    float[][] query = vectors(1, 8);
    try (GalleryIndex index = open()) {
      index.upsert(row("1", "tower", query[0]), 0);
      index.upsert(row("2", "bridge", query[0]), 1);
      assertThat(index.search(ENSEMBLE, query, 1).landmarks()).containsOnly("tower", "bridge");

      index.upsert(row("1", "dome", query[0]), 2);
      index.delete(new GalleryKey(ENSEMBLE, "2"), 3);

      assertThat(index.search(ENSEMBLE, query, 1).landmarks()).containsOnly("dome");
    }
  }

  @Test
  void anEmptyGalleryHasNoNeighbours() throws IOException {
    try (GalleryIndex index = open()) {
      index.delete(new GalleryKey(ENSEMBLE, "nowhere"), 1);

      GalleryAnswer answer = index.search(ENSEMBLE, vectors(3, 8), 5);

      assertThat(answer.neighbours()).containsExactly(List.of(), List.of(), List.of());
      assertThat(answer.images()).isZero();
    }
  }

  @Test
  void aNeighbourBringsItsPhotographHoweverLongItsName() throws IOException {
    BlobRef blob = new BlobRef("blob:sha256:" + "a".repeat(64), "a".repeat(64), 7L, "image/jpeg");
    String imageId = "ü".repeat(512);
    float[][] query = vectors(1, 8);
    try (GalleryIndex index = open()) {
      index.upsert(new GalleryRow(imageId, "tower", ENSEMBLE, query[0], blob), 0);

      assertThat(index.search(ENSEMBLE, query, 1).neighbours().getFirst())
          .singleElement()
          .satisfies(neighbour -> {
            assertThat(neighbour.getImageId()).isEqualTo(imageId);
            assertThat(neighbour.getLandmarkId()).isEqualTo("tower");
            assertThat(neighbour.getBlob()).isEqualTo(blob);
          });
    }
  }

  @Test
  void aClearedIndexIsEmptyAndTakesAnotherDimension() throws IOException {
    try (GalleryIndex index = open()) {
      index.upsert(row("1", TestVectors.unit(random, 8)), 0);
      index.commit(checkpoint("topic", 1, "2026-01-02T03:04:05Z"));
      index.clear();
      index.upsert(row("2", TestVectors.unit(random, 16)), 0);

      assertThat(index.search(ENSEMBLE, vectors(1, 16), 5).images()).isOne();
    }
  }

  @Test
  void refusesAnotherDimensionInTheSameEnsemble() throws IOException {
    try (GalleryIndex index = open()) {
      index.upsert(row("1", TestVectors.unit(random, 8)), 0);
      index.commit(checkpoint("topic", 1, "2026-01-02T03:04:05Z"));
    }
    try (GalleryIndex index = open()) {
      assertCode(
          ErrorCode.EMBEDDING_MISMATCH,
          () -> index.upsert(row("2", TestVectors.unit(random, 16)), 1));
      assertCode(ErrorCode.EMBEDDING_MISMATCH, () -> index.search(ENSEMBLE, vectors(1, 16), 1));
      float[] wide = TestVectors.unit(random, 16_385);
      assertCode(
          ErrorCode.EMBEDDING_MISMATCH,
          () -> index.upsert(new GalleryRow("3", "tower", OTHER, wide, null), 2));
      assertThat(index.search(ENSEMBLE, vectors(1, 8), 5).images()).isOne();
    }
  }

  static void assertNearest(GalleryIndex index, Map<String, float[]> truth, float[][] queries)
      throws IOException {
    GalleryAnswer answer = index.search(ENSEMBLE, queries, 5);
    assertThat(answer.exact()).isTrue();
    assertThat(answer.images()).isEqualTo(truth.size());
    for (int query = 0; query < queries.length; query++) {
      assertThat(answer.neighbours().get(query))
          .extracting(Neighbour::getImageId, Neighbour::getCosine)
          .containsExactlyElementsOf(BruteForce.nearest(truth, queries[query], 5));
    }
  }

  protected static void assertCode(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(CairnException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  protected static Checkpoint checkpoint(String topic, long offset, String takenAt) {
    return new Checkpoint(topic, Map.of(0, offset), Instant.parse(takenAt));
  }

  protected float[][] vectors(int count, int dimension) {
    float[][] vectors = new float[count][];
    for (int i = 0; i < count; i++) {
      vectors[i] = TestVectors.unit(random, dimension);
    }
    return vectors;
  }

  protected static GalleryRow row(String imageId, float[] vector) {
    return row(imageId, "landmark", vector);
  }

  protected static GalleryRow row(String imageId, String landmarkId, float[] vector) {
    return new GalleryRow(imageId, landmarkId, ENSEMBLE, vector, null);
  }
}
