package dev.cairn.rerank.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cairn.rerank.TestVectors;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Photographs of no landmark in an index of two models, of 24 and 40 components. */
class NonLandmarkIndexTest {
  private static final String ENSEMBLE = "e".repeat(64);
  private static final int[] DIMENSIONS = {24, 40};
  private static final float EXACT = 1e-6f;

  @TempDir Path folder;

  private final SplittableRandom random = new SplittableRandom(23);
  private final BruteForceDistraction truth = BruteForceDistraction.empty();
  private GalleryIndex index;

  @BeforeEach
  void open() throws IOException {
    index = LuceneGalleryIndex.open(folder, SearchMode.EXACT);
  }

  @AfterEach
  void close() throws IOException {
    index.close();
  }

  @Test
  void answersLikeBruteForceWhileBothKindsComeAndGo() throws IOException {
    float[][][] queries = queries(17);
    for (int i = 0; i < 3000; i++) {
      String imageId = "image-" + random.nextInt(2000);
      switch (random.nextInt(10)) {
        case 0 -> remove(imageId);
        case 1 -> addNonLandmark(imageId); // also one that was in the gallery, and the reverse
        default -> addToGallery(imageId);
      }
      if (i % 750 == 400) {
        assertLikeBruteForce(queries);
      }
    }
    assertThat(truth.nonLandmarks()).hasSizeGreaterThan(128);
    index.commit(new Checkpoint("topic", Map.of(0, 1L), Instant.EPOCH));
    index.close();
    index = LuceneGalleryIndex.open(folder, SearchMode.EXACT);
    assertLikeBruteForce(queries);
  }

  @Test
  void withoutPhotographsOfNoLandmarkNothingIsTakenOff() throws IOException {
    addToGallery("a");
    addToGallery("b");

    assertLikeBruteForce(queries(3));
    assertThat(nonLandmarks().distraction(ENSEMBLE, queries(1))[0]).containsExactly(0, 0);
  }

  @Test
  void fewerThanWantedAreAveragedAsTheyAre() throws IOException {
    addToGallery("a");
    for (int count = 1; count < 12; count++) {
      addNonLandmark("no-" + count);
      assertLikeBruteForce(queries(2));
    }
  }

  @Test
  void aBiasIsComputedAgainWhenThePhotographsOfNoLandmarkChange() throws IOException {
    addToGallery("a");
    addNonLandmark("meal");
    assertLikeBruteForce(queries(2));

    addNonLandmark("meal"); // another photograph under the same id
    assertLikeBruteForce(queries(2));
    remove("meal");
    assertLikeBruteForce(queries(2));
  }

  @Test
  void theyAreNoNeighboursAndNotCounted() throws IOException {
    addToGallery("tower-1");
    addNonLandmark("meal");
    float[] joined = joined(truth.nonLandmarks().get("meal"));

    GalleryAnswer answer = index.search(ENSEMBLE, new float[][] {joined}, 5);

    assertThat(answer.images()).isOne();
    assertThat(answer.landmarks()).containsExactly("landmark");
    assertThat(answer.neighbours().getFirst())
        .extracting(Neighbour::getImageId)
        .containsExactly("tower-1");
    assertThat(index.rows()).isEqualTo(2);
  }

  @Test
  void aGalleryOfNothingElseHasNoNeighbours() throws IOException {
    addNonLandmark("meal");

    assertThat(nonLandmarks().nearest(ENSEMBLE, queries(1), 3))
        .isEqualTo(List.of(List.of(List.of(), List.of())));
    assertThat(nonLandmarks().nearest("f".repeat(64), queries(1), 3))
        .isEqualTo(List.of(List.of(List.of(), List.of())));
  }

  @Test
  void equalValuesAreOrderedByImageIdWhereverTheRowsLie() throws IOException {
    float[][] vectors = vectors();
    for (String imageId : List.of("d", "b", "c", "a")) {
      truth.gallery().put(imageId, vectors);
      index.upsert(new GalleryRow(imageId, "landmark", ENSEMBLE, joined(vectors), null), 0);
      nonLandmarks().distraction(ENSEMBLE, queries(1)); // ends the segment
    }

    assertThat(nonLandmarks().nearest(ENSEMBLE, queries(1), 3).getFirst().getFirst())
        .extracting(near -> near.neighbour().getImageId())
        .containsExactly("a", "b", "c");
  }

  @Test
  void rowsOfBothKindsHaveOneDimension() throws IOException {
    addToGallery("a");
    addNonLandmark("meal");
    NonLandmarkRow wide = new NonLandmarkRow("wide", ENSEMBLE, TestVectors.unit(random, 128));

    assertMismatch(() -> nonLandmarks().upsert(wide));
    float[][][] short1 = {{TestVectors.unit(random, 24)}};
    assertMismatch(() -> nonLandmarks().distraction(ENSEMBLE, short1));
    assertMismatch(() -> nonLandmarks().nearest(ENSEMBLE, short1, 3));
    index.clear();
    nonLandmarks().upsert(wide);
    assertMismatch(() -> addToGallery("a"));
  }

  private static void assertMismatch(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            CairnException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.EMBEDDING_MISMATCH));
  }

  private void assertLikeBruteForce(float[][][] queries) throws IOException {
    double[][] distraction = nonLandmarks().distraction(ENSEMBLE, queries);
    List<List<List<BiasedNeighbour>>> nearest = nonLandmarks().nearest(ENSEMBLE, queries, 3);
    for (int query = 0; query < queries[0].length; query++) {
      for (int model = 0; model < queries.length; model++) {
        float[] vector = queries[model][query];
        assertThat(distraction[query][model])
            .isCloseTo(truth.distraction(model, vector), within((double) EXACT));
        List<BruteForceDistraction.Valued> expected = truth.nearest(model, vector, 3);
        List<BiasedNeighbour> found = nearest.get(query).get(model);
        assertThat(found)
            .extracting(near -> near.neighbour().getImageId())
            .containsExactlyElementsOf(
                expected.stream().map(BruteForceDistraction.Valued::imageId).toList());
        for (int rank = 0; rank < found.size(); rank++) {
          assertThat(found.get(rank).value())
              .isCloseTo(expected.get(rank).value(), within((double) EXACT));
          assertThat(found.get(rank).bias())
              .isCloseTo(expected.get(rank).bias(), within((double) EXACT));
        }
      }
    }
  }

  private NonLandmarkIndex nonLandmarks() {
    return index.nonLandmarks().orElseThrow();
  }

  private void addToGallery(String imageId) throws IOException {
    float[][] vectors = vectors();
    index.upsert(new GalleryRow(imageId, "landmark", ENSEMBLE, joined(vectors), null), 0);
    truth.nonLandmarks().remove(imageId);
    truth.gallery().put(imageId, vectors);
  }

  private void addNonLandmark(String imageId) throws IOException {
    float[][] vectors = vectors();
    nonLandmarks().upsert(new NonLandmarkRow(imageId, ENSEMBLE, joined(vectors)));
    truth.gallery().remove(imageId);
    truth.nonLandmarks().put(imageId, vectors);
  }

  private void remove(String imageId) throws IOException {
    index.delete(new GalleryKey(ENSEMBLE, imageId), 0);
    truth.gallery().remove(imageId);
    truth.nonLandmarks().remove(imageId);
  }

  /** One image through both models. */
  private float[][] vectors() {
    return new float[][] {
      TestVectors.unit(random, DIMENSIONS[0]), TestVectors.unit(random, DIMENSIONS[1])
    };
  }

  private static float[] joined(float[][] vectors) {
    float[] joined = new float[DIMENSIONS[0] + DIMENSIONS[1]];
    System.arraycopy(vectors[0], 0, joined, 0, DIMENSIONS[0]);
    System.arraycopy(vectors[1], 0, joined, DIMENSIONS[0], DIMENSIONS[1]);
    return TestVectors.normalised(joined);
  }

  /** {@code [models][queries][dimension]}. */
  private float[][][] queries(int count) {
    float[][][] queries = new float[2][count][];
    for (int query = 0; query < count; query++) {
      float[][] vectors = vectors();
      queries[0][query] = vectors[0];
      queries[1][query] = vectors[1];
    }
    return queries;
  }
}
