package dev.cairn.rerank.opensearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.rerank.TestVectors;
import dev.cairn.rerank.gallery.Checkpoint;
import dev.cairn.rerank.gallery.GalleryAnswer;
import dev.cairn.rerank.gallery.GalleryIndex;
import dev.cairn.rerank.gallery.GalleryRow;
import dev.cairn.schemas.avro.BlobRef;
import dev.cairn.schemas.avro.Neighbour;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.schemas.topic.GalleryKey;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The index on a real node. */
class OpenSearchGalleryIndexTest {
  @RegisterExtension static final OpenSearchExtension OPENSEARCH = new OpenSearchExtension();

  private static final String ENSEMBLE = "e".repeat(64);
  private static final String OTHER = "f".repeat(64);

  private final String prefix = UUID.randomUUID().toString();
  private final SplittableRandom random = new SplittableRandom(17);

  @Test
  void answersLikeBruteForceThroughUpdatesAndDeletes() throws IOException {
    Map<String, float[]> truth = new TreeMap<>();
    float[][] queries = vectors(33, 64);
    try (GalleryIndex index = open("worker")) {
      for (int offset = 0; offset < 1500; offset++) {
        String imageId = "image-" + random.nextInt(1000);
        if (random.nextInt(8) == 0) {
          truth.remove(imageId);
          index.delete(new GalleryKey(ENSEMBLE, imageId), offset);
        } else {
          float[] vector = TestVectors.unit(random, 64);
          truth.put(imageId, vector);
          index.upsert(row(imageId, vector), offset);
        }
        if (offset == 400) {
          assertNearest(index, truth, queries);
        }
      }
      assertNearest(index, truth, queries);
    }
    try (GalleryIndex index = open("worker")) {
      assertNearest(index, truth, queries);
    }
  }

  private static void assertNearest(
      GalleryIndex index, Map<String, float[]> truth, float[][] queries) throws IOException {
    GalleryAnswer answer = index.search(ENSEMBLE, queries, 5);
    assertThat(answer.exact()).isTrue();
    assertThat(answer.images()).isEqualTo(truth.size());
    assertThat(answer.cost().scanned()).isEqualTo(truth.size());
    for (int query = 0; query < queries.length; query++) {
      assertThat(answer.neighbours().get(query))
          .extracting(Neighbour::getImageId, Neighbour::getCosine)
          .containsExactlyElementsOf(nearest(truth, queries[query]));
    }
  }

  private static List<Tuple> nearest(Map<String, float[]> gallery, float[] query) {
    Comparator<Map.Entry<String, Float>> byCosine = Map.Entry.comparingByValue();
    return gallery.entrySet().stream()
        .map(image -> Map.entry(image.getKey(), TestVectors.dot(image.getValue(), query)))
        .sorted(byCosine.reversed().thenComparing(Map.Entry.comparingByKey()))
        .limit(5)
        .map(image -> Tuple.tuple(image.getKey(), (double) image.getValue()))
        .toList();
  }

  @Test
  void rowsOppositeToTheQueryAreOrderedAsWell() throws IOException {
    Map<String, float[]> truth = new TreeMap<>();
    float[] query = TestVectors.normalised(1, 0, 0, 0);
    try (GalleryIndex index = open("worker")) {
      for (int i = 0; i < 40; i++) {
        float[] vector = TestVectors.normalised(-1, i, random.nextInt(9), 1);
        truth.put("image-" + i, vector);
        index.upsert(row("image-" + i, vector), i);
      }

      assertNearest(index, truth, new float[][] {query});
    }
  }

  @Test
  void equalCosinesAreOrderedByImageIdHoweverManyThereAre() throws IOException {
    float[] vector = TestVectors.unit(random, 8);
    try (GalleryIndex index = open("worker")) {
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
  void aStaleReplayDoesNoHarm() throws IOException {
    float[][] query = vectors(1, 8);
    try (GalleryIndex index = open("worker");
        GalleryIndex late = open("late")) {
      index.upsert(row("kept", "old", query[0]), 3);
      index.upsert(row("kept", "new", query[0]), 7);
      index.upsert(row("removed", "old", query[0]), 4);
      index.delete(new GalleryKey(ENSEMBLE, "removed"), 8);
      assertThat(index.search(ENSEMBLE, query, 5).landmarks()).containsOnly("new");

      late.upsert(row("kept", "old", query[0]), 3);
      late.upsert(row("removed", "old", query[0]), 4);

      GalleryAnswer answer = late.search(ENSEMBLE, query, 5);
      assertThat(answer.images()).isOne();
      assertThat(answer.landmarks()).containsOnly("new");
      assertThat(index.search(ENSEMBLE, query, 5)).isEqualTo(answer);
    }
  }

  @Test
  void ensemblesLieSideBySideWithTheirOwnDimensions() throws IOException {
    float[] small = TestVectors.unit(random, 4);
    float[] large = TestVectors.unit(random, 4608);
    try (GalleryIndex index = open("worker")) {
      index.upsert(new GalleryRow("photo", "tower", ENSEMBLE, small, null), 0);
      index.upsert(new GalleryRow("photo", "bridge", OTHER, large, null), 1);

      GalleryAnswer other = index.search(OTHER, new float[][] {large}, 5);

      assertThat(index.search(ENSEMBLE, new float[][] {small}, 5).landmarks())
          .containsExactly("tower");
      assertThat(other.landmarks()).containsExactly("bridge");
      assertThat(other.neighbours().getFirst().getFirst().getCosine())
          .isEqualTo(TestVectors.dot(large, large));
      index.delete(new GalleryKey(ENSEMBLE, "photo"), 2);
      assertThat(index.search(ENSEMBLE, new float[][] {small}, 5).images()).isZero();
      assertThat(index.search(OTHER, new float[][] {large}, 5).images()).isOne();
    }
  }

  @Test
  void anEmptyGalleryHasNoNeighbours() throws IOException {
    try (GalleryIndex index = open("worker")) {
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
    try (GalleryIndex index = open("worker")) {
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
  void refusesWhatDoesNotFit() throws IOException {
    float[] broken = {Float.NaN, 0, 0, 0, 0, 0, 0, 0};
    try (GalleryIndex index = open("worker");
        GalleryIndex other = open("other")) {
      index.upsert(row("1", TestVectors.unit(random, 8)), 0);

      for (GalleryIndex each : List.of(index, other)) {
        assertCode(
            ErrorCode.EMBEDDING_MISMATCH,
            () -> each.upsert(row("2", TestVectors.unit(random, 16)), 1));
        assertCode(ErrorCode.EMBEDDING_MISMATCH, () -> each.search(ENSEMBLE, vectors(1, 16), 1));
        assertCode(ErrorCode.EMBEDDING_NOT_FINITE, () -> each.upsert(row("3", broken), 2));
      }
      float[] wide = TestVectors.unit(random, 16_001);
      assertCode(
          ErrorCode.EMBEDDING_MISMATCH,
          () -> index.upsert(new GalleryRow("4", "tower", OTHER, wide, null), 3));
      assertCode(
          ErrorCode.RECORD_INVALID, () -> index.delete(new GalleryKey("../_all", "image"), 4));
      assertThat(index.search(ENSEMBLE, vectors(1, 8), 5).images()).isOne();
    }
  }

  @Test
  void approximateSearchSaysSo() throws IOException {
    float[][] queries = vectors(8, 16);
    try (GalleryIndex index =
        OpenSearchGalleryIndex.open(
            OPENSEARCH.config(Map.of("search", "approximate")), prefix, "worker")) {
      for (int i = 0; i < queries.length; i++) {
        index.upsert(row("image-" + i, queries[i]), i);
      }
      index.delete(new GalleryKey(ENSEMBLE, "image-7"), 8);

      GalleryAnswer answer = index.search(ENSEMBLE, queries, 3);

      assertThat(answer.exact()).isFalse();
      assertThat(answer.images()).isEqualTo(7);
      for (int i = 0; i < 7; i++) {
        assertThat(answer.neighbours().get(i)).hasSize(3);
        assertThat(answer.neighbours().get(i).getFirst().getImageId()).isEqualTo("image-" + i);
      }
    }
  }

  @Test
  void aNewWorkerGoesOnWhereTheOthersAre() throws IOException {
    Checkpoint early = checkpoint("topic", 5, "2026-01-02T03:04:05Z");
    Checkpoint late = checkpoint("topic", 9, "2026-01-02T03:04:06Z");
    try (GalleryIndex first = open("first");
        GalleryIndex second = open("second")) {
      assertThat(first.checkpoint()).isEmpty();
      first.upsert(row("image", TestVectors.unit(random, 8)), 4);
      first.commit(late);
      second.commit(early);
      assertThat(first.rows()).isOne();
    }
    try (GalleryIndex third = open("third")) {
      assertThat(third.checkpoint()).contains(late);
      assertThat(third.rows()).isOne();
    }
  }

  @Test
  void workersThatStartTogetherClearTheGalleryOnce() throws IOException {
    float[][] query = vectors(1, 8);
    try (GalleryIndex first = open("first");
        GalleryIndex second = open("second")) {
      first.upsert(row("stale", query[0]), 100);
      first.commit(checkpoint("an earlier topic", 101, "2026-01-02T03:04:05Z"));
      assertThat(second.checkpoint()).isPresent();

      first.clear();
      first.upsert(row("fresh", query[0]), 0);
      first.commit(checkpoint("topic", 1, "2026-01-02T03:04:06Z"));
      second.clear();

      assertThat(second.search(ENSEMBLE, query, 5).neighbours().getFirst())
          .extracting(Neighbour::getImageId)
          .containsExactly("fresh");
      assertThat(second.checkpoint().orElseThrow().topicId()).isEqualTo("topic");
    }
  }

  @Test
  void aWorkerWhoseGalleryWasClearedDoesNotGoOn() throws IOException {
    try (GalleryIndex first = open("first");
        GalleryIndex second = open("second")) {
      first.upsert(row("1", TestVectors.unit(random, 8)), 0);
      first.commit(checkpoint("topic", 1, "2026-01-02T03:04:05Z"));
      second.clear();

      first.upsert(row("2", TestVectors.unit(random, 8)), 1);

      assertThatThrownBy(() -> first.commit(checkpoint("topic", 2, "2026-01-02T03:04:06Z")))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("restart");
      assertThat(first.waitsFor()).isEmpty();
    }
  }

  @Test
  void anIndexThatSomebodyDeletedIsFilledAgain() throws Exception {
    try (GalleryIndex index = open("worker")) {
      index.upsert(row("1", TestVectors.unit(random, 8)), 0);
      index.commit(checkpoint("topic", 1, "2026-01-02T03:04:05Z"));
      assertThat(index.checkpoint()).isPresent();

      OPENSEARCH.server().request("DELETE", "/" + prefix + ".gallery.v1.exact.1.index." + ENSEMBLE);

      assertThatThrownBy(() -> index.commit(checkpoint("topic", 1, "2026-01-02T03:04:06Z")))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("restart");
    }
    try (GalleryIndex index = open("worker")) {
      assertThat(index.checkpoint()).isEmpty();
    }
  }

  private OpenSearchGalleryIndex open(String worker) throws IOException {
    return OpenSearchGalleryIndex.open(OPENSEARCH.config(Map.of()), prefix, worker);
  }

  private static Checkpoint checkpoint(String topic, long offset, String takenAt) {
    return new Checkpoint(topic, Map.of(0, offset), Instant.parse(takenAt));
  }

  private static void assertCode(ErrorCode code, ThrowingCallable call) {
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

  private static GalleryRow row(String imageId, float[] vector) {
    return row(imageId, "landmark", vector);
  }

  private static GalleryRow row(String imageId, String landmarkId, float[] vector) {
    return new GalleryRow(imageId, landmarkId, ENSEMBLE, vector, null);
  }
}
