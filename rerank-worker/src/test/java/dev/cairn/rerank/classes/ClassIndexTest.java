package dev.cairn.rerank.classes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.pipeline.bundle.Bundle;
import dev.cairn.pipeline.tensor.Tensor;
import dev.cairn.rerank.ReferenceCase;
import dev.cairn.rerank.TestVectors;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassIndexTest {
  @TempDir Path folder;

  private TestBundles bundles;
  private ClassIndexes indexes;

  @BeforeEach
  void open() {
    bundles = new TestBundles(folder);
    indexes = new ClassIndexes(bundles.store());
  }

  @AfterEach
  void close() {
    indexes.close();
  }

  @Test
  void givesTheOriginalsClassesOfThreeModels() throws IOException {
    List<String> digests = new ArrayList<>();
    for (float[][][] weight : ReferenceCase.heads()) {
      digests.add(bundles.publish(ReferenceCase.classLandmarks(), weight).digest());
    }
    Set<String> present = new HashSet<>(ReferenceCase.galleryLandmarks());

    List<List<ClassCosine>> best =
        indexes.of(digests).best(ReferenceCase.queryFeatures(), present, 5);

    JsonNode expected = ReferenceCase.normalised();
    for (int query = 0; query < 8; query++) {
      assertThat(best.get(query))
          .extracting(ClassCosine::landmarkId)
          .containsExactlyElementsOf(
              ReferenceCase.strings(expected.at("/PREDS_M_landmark/" + query)));
      for (int rank = 0; rank < 5; rank++) {
        assertThat(best.get(query).get(rank).cosine())
            .isCloseTo(expected.at("/PRODS_M/" + query + "/" + rank).asDouble(), within(1e-6));
      }
    }
  }

  @Test
  void aClassIsAsNearAsItsNearestSubCentre() throws IOException {
    float[][][] weight = {
      {{2, 0}, {0, 0}, {-3, 0}},
      {{1, -5}, {0, 0.5f}, {1, 1}},
    };
    Bundle bundle = bundles.publish(List.of("tower", "bridge"), weight);
    float[][][] query = {{{0.6f, 0.8f}}};

    List<ClassCosine> best =
        indexes.of(List.of(bundle.digest())).best(query, Set.of("tower", "bridge"), 5).getFirst();

    assertThat(best).extracting(ClassCosine::landmarkId).containsExactly("bridge", "tower");
    assertThat(best.get(0).cosine()).isCloseTo(1.4 / Math.sqrt(2), within(1e-6));
    assertThat(best.get(1).cosine()).isCloseTo(0.6, within(1e-6));
  }

  @Test
  void manyClassesAgreeWithTheDefinition() throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    float[][][] weight = new float[2500][3][24];
    List<String> landmarkIds = new ArrayList<>();
    for (float[][] subCentres : weight) {
      landmarkIds.add("landmark-" + landmarkIds.size());
      for (int i = 0; i < 3; i++) {
        subCentres[i] = TestVectors.unit(random, 24);
      }
    }
    Bundle bundle = bundles.publish(landmarkIds, weight);
    float[][][] queries = {new float[20][]};
    for (int i = 0; i < 20; i++) {
      queries[0][i] = TestVectors.unit(random, 24);
    }

    List<List<ClassCosine>> best =
        indexes.of(List.of(bundle.digest())).best(queries, Set.copyOf(landmarkIds), 1);

    for (int query = 0; query < 20; query++) {
      double nearest = -1;
      for (float[][] subCentres : weight) {
        for (float[] subCentre : subCentres) {
          nearest = Math.max(nearest, TestVectors.dot(subCentre, queries[0][query]));
        }
      }
      assertThat(best.get(query).getFirst().cosine()).isCloseTo(nearest, within(1e-6));
    }
  }

  @Test
  void modelsMeetByLandmarkAndNotByPosition() throws IOException {
    Bundle first =
        bundles.publish(List.of("tower", "bridge"), new float[][][] {{{1, 0}}, {{0, 1}}});
    Bundle second =
        bundles.publish(
            List.of("dome", "bridge", "tower"), new float[][][] {{{1, 0}}, {{0, 1}}, {{1, 0}}});
    float[][][] query = {{{1, 0}}, {{0.6f, 0.8f}}};

    List<ClassCosine> best =
        indexes
            .of(List.of(first.digest(), second.digest()))
            .best(query, Set.of("tower", "bridge", "dome"), 5)
            .getFirst();

    assertThat(best).extracting(ClassCosine::landmarkId).containsExactly("tower", "bridge");
    assertThat(best.get(0).cosine()).isCloseTo((1 + 0.6) / 2, within(1e-6));
    assertThat(best.get(1).cosine()).isCloseTo((0 + 0.8) / 2, within(1e-6));
  }

  @Test
  void aModelWithoutClassesHasNoSay() throws IOException {
    Bundle classifier =
        bundles.publish(List.of("tower", "bridge"), new float[][][] {{{1, 0}}, {{0, 1}}});
    Bundle backbone = bundles.publish(List.of(), Tensor.ofFloats(new float[0], 0, 3, 2));
    ClassIndex index = indexes.of(List.of(backbone.digest(), classifier.digest()));
    float[][][] query = {{{1, 0}}, {{0.6f, 0.8f}}};

    List<ClassCosine> best = index.best(query, Set.of("tower", "bridge"), 5).getFirst();

    assertThat(best).extracting(ClassCosine::landmarkId).containsExactly("bridge", "tower");
    assertThat(best.get(0).cosine()).isCloseTo(0.8, within(1e-6));
    assertCode(ErrorCode.EMBEDDING_MISMATCH, () -> index.check(new float[][] {{1}, {1, 0}}));
  }

  @Test
  void aLandmarkWithoutAGalleryImageLosesOne() throws IOException {
    Bundle bundle =
        bundles.publish(List.of("tower", "bridge"), new float[][][] {{{1, 0}}, {{0, 1}}});
    ClassIndex index = indexes.of(List.of(bundle.digest()));
    float[][][] query = {{{0.8f, 0.6f}}};

    List<ClassCosine> best = index.best(query, Set.of("bridge"), 5).getFirst();

    assertThat(best).extracting(ClassCosine::landmarkId).containsExactly("bridge", "tower");
    assertThat(best.get(1).cosine()).isCloseTo(0.8 - 1, within(1e-6));
  }

  @Test
  void refusesAQueryOfAnotherDimension() throws IOException {
    Bundle bundle = bundles.publish(List.of("tower"), new float[][][] {{{1, 0}}});
    ClassIndex index = indexes.of(List.of(bundle.digest()));

    assertCode(ErrorCode.EMBEDDING_MISMATCH, () -> index.check(new float[][] {{1, 0, 0}}));
    index.check(new float[][] {{1, 0}});
  }

  @Test
  void anUnknownBundleIsLookedForAgain() throws IOException {
    float[][][] weight = {{{1, 0}}};
    Path elsewhere = folder.resolve("elsewhere");
    Files.createDirectory(elsewhere);
    String digest = new TestBundles(elsewhere).publish(List.of("tower"), weight).digest();

    assertCode(ErrorCode.MODEL_NOT_FOUND, () -> indexes.of(List.of(digest)));
    bundles.publish(List.of("tower"), weight);

    assertThat(indexes.of(List.of(digest)).best(new float[][][] {{{1, 0}}}, Set.of(), 5))
        .hasSize(1);
  }

  @Test
  void refusesAHeadThatDoesNotFitItsClassList() throws IOException {
    assertInvalid(bundles.publish(List.of("a", "b"), Tensor.ofFloats(new float[6], 1, 3, 2)));
    assertInvalid(bundles.publish(List.of("a"), Tensor.ofFloats(new float[6], 3, 2)));
    assertInvalid(bundles.publish(List.of("a"), Tensor.ofFloats(new float[0], 1, 3, 0)));
    assertInvalid(bundles.publish(List.of(), Tensor.ofFloats(new float[0], 0, 3, 0)));
  }

  @Test
  void refusesAHeadThatIsNotFinite() throws IOException {
    float[] values = {1, 0, Float.NaN, 1, 0, 1};
    assertInvalid(bundles.publish(List.of("a"), Tensor.ofFloats(values, 1, 3, 2)));
  }

  @Test
  void refusesAClassListOutOfOrder() throws IOException {
    Tensor weight = Tensor.ofFloats(new float[] {1, 0, 0, 1}, 2, 1, 2);
    assertInvalid(bundles.publish("index,landmark_id,images\n1,a,1\n0,b,1\n", weight));
    assertInvalid(bundles.publish("index,landmark_id,images\n0,a,1\n1,a,1\n", weight));
    assertInvalid(bundles.publish("index,images\n0,1\n1,1\n", weight));
    assertInvalid(bundles.publish("", weight));
  }

  private void assertInvalid(Bundle bundle) {
    assertCode(ErrorCode.MODEL_INVALID, () -> indexes.of(List.of(bundle.digest())));
  }

  private static void assertCode(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(CairnException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
