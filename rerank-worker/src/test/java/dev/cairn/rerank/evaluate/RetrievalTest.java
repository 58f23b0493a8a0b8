package dev.cairn.rerank.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RetrievalTest {
  private static final Map<String, Integer> GALLERY =
      Map.of("tower", 3, "bridge", 1, "palace", 500);

  @Test
  void everyHitAddsThePrecisionDownToIt() {
    Retrieval retrieval = of("tower", List.of("tower", "bridge", "tower", "palace"));

    // (1/1 + 2/3) / 3
    assertThat(retrieval.map().orElseThrow()).isCloseTo(5.0 / 9, within(1e-12));
    assertThat(retrieval.reachable()).hasValue(1);
    assertThat(retrieval.fewest()).isEqualTo(4);
    assertThat(retrieval.most()).isEqualTo(4);
  }

  @Test
  void aPerfectRankingOfFewNeighboursReachesWhatTheyAllow() {
    Retrieval retrieval = of("palace", Collections.nCopies(5, "palace"));

    assertThat(retrieval.map()).hasValue(0.05);
    assertThat(retrieval.reachable()).hasValue(0.05);
  }

  @Test
  void aHundredNeighboursCountAndAHundredAreAsked() {
    List<String> ranking =
        Stream.concat(
                Collections.nCopies(99, "tower").stream(),
                Collections.nCopies(30, "palace").stream())
            .toList();
    Retrieval retrieval = of("palace", ranking);

    assertThat(retrieval.map()).hasValue(0.01 / 100);
    assertThat(retrieval.most()).isEqualTo(100);
  }

  @Test
  void theMeanIsOverQueriesWhoseLandmarkTheGalleryHas() {
    Retrieval retrieval =
        Retrieval.of(
            List.of(
                query("1", "bridge"),
                query("2", "bridge"),
                query("3", "bridge"),
                query("4", "lighthouse"),
                new Query(
                    new Truth("5", Optional.empty()), Optional.empty(), Optional.of("abstained"))),
            Map.of(
                "1", List.of("bridge", "tower"),
                "2", List.of("tower", "bridge", "tower"),
                "4", List.of("tower"),
                "5", List.of("tower")),
            RetrievalTest::images);

    assertThat(retrieval.queries()).isEqualTo(3);
    assertThat(retrieval.outsideGallery()).isEqualTo(1);
    assertThat(retrieval.averagePrecision()).isEqualTo(Map.of("1", 1.0, "2", 0.5, "3", 0.0));
    assertThat(retrieval.map()).hasValue(0.5);
    assertThat(retrieval.reachable().orElseThrow()).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(retrieval.fewest()).isEqualTo(2);
    assertThat(retrieval.most()).isEqualTo(3);
  }

  @Test
  void aGalleryThatHasLostImagesSinceAsksForNoFewerThanWereFound() {
    assertThat(of("bridge", List.of("bridge", "bridge")).map()).hasValue(1);
    assertThat(of("lighthouse", List.of("lighthouse")).map()).hasValue(1);
  }

  @Test
  void withoutLandmarkQueriesThereIsNoMean() {
    Retrieval retrieval = Retrieval.of(List.of(), Map.of(), RetrievalTest::images);

    assertThat(retrieval.map()).isEmpty();
    assertThat(retrieval.reachable()).isEmpty();
    assertThat(retrieval.fewest()).isZero();
  }

  private static Retrieval of(String landmarkId, List<String> neighbours) {
    return Retrieval.of(
        List.of(query("q", landmarkId)), Map.of("q", neighbours), RetrievalTest::images);
  }

  private static int images(String landmarkId) {
    return GALLERY.getOrDefault(landmarkId, 0);
  }

  private static Query query(String id, String landmarkId) {
    return new Query(
        new Truth(id, Optional.of(landmarkId)), Optional.empty(), Optional.of("no prediction"));
  }
}
