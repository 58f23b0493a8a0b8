package dev.cairn.rerank.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.rerank.ReferenceCase;
import dev.cairn.rerank.classes.ClassCosine;
import dev.cairn.rerank.gallery.BiasedNeighbour;
import dev.cairn.schemas.avro.Candidate;
import dev.cairn.schemas.avro.Neighbour;
import dev.cairn.schemas.avro.ScoreTerm;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OriginalStrategyTest {
  private final ScoreStrategy strategy = new OriginalStrategy(5, 5);

  static List<JsonNode> variants() {
    return List.of(ReferenceCase.normalised(), ReferenceCase.original());
  }

  @ParameterizedTest
  @MethodSource("variants")
  void givesTheOriginalsLandmarksAndScores(JsonNode variant) {
    for (int query = 0; query < 8; query++) {
      List<Candidate> candidates = score(neighbours(variant, query), classes(variant, query));

      double expected = variant.at("/PRODS_F/" + query).asDouble();
      Candidate best = candidates.getFirst();
      assertThat(best.getLandmarkId()).isEqualTo(variant.at("/PREDS_F/" + query).asText());
      assertThat(best.getLogScore()).isCloseTo(Math.log(expected), within(1e-12));
    }
  }

  private static List<Neighbour> neighbours(JsonNode variant, int query) {
    List<Neighbour> neighbours = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      String at = "/" + query + "/" + i;
      neighbours.add(
          neighbour(
              variant.at("/PREDS_gallery_index" + at).asText(),
              variant.at("/PREDS_landmark" + at).asText(),
              singlePrecision(variant.at("/PRODS" + at))));
    }
    return neighbours;
  }

  private static List<ClassCosine> classes(JsonNode variant, int query) {
    List<ClassCosine> classes = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      String at = "/" + query + "/" + i;
      classes.add(
          new ClassCosine(
              variant.at("/PREDS_M_landmark" + at).asText(),
              singlePrecision(variant.at("/PRODS_M" + at))));
    }
    return classes;
  }

  /** The original's cosines were float32 and are written with the nine digits that name one. */
  private static double singlePrecision(JsonNode value) {
    return value.floatValue();
  }

  @Test
  void scoresALandmarkByAllItsNeighbours() {
    List<Candidate> candidates =
        score(
            List.of(
                neighbour("a", "tower", 0.9),
                neighbour("b", "bridge", 0.8),
                neighbour("c", "tower", 0.5)),
            List.of(new ClassCosine("tower", 0.7)));

    assertThat(candidates).extracting(Candidate::getLandmarkId).containsExactly("tower", "bridge");
    assertThat(Math.exp(candidates.get(0).getLogScore()))
        .isCloseTo((Math.pow(0.9, 9) + Math.pow(0.5, 9)) * Math.pow(0.7, 10), within(1e-12));
    assertThat(candidates.get(1).getLogScore())
        .isCloseTo(9 * Math.log(0.8) + 10 * Math.log(1e-8), within(1e-9));
  }

  @Test
  void explainsAScoreByItsTerms() {
    Candidate candidate =
        score(
                List.of(neighbour("a", "tower", 0.9), neighbour("b", "tower", 0.6)),
                List.of(new ClassCosine("tower", 0.7)))
            .getFirst();

    assertThat(candidate.getTerms())
        .extracting(ScoreTerm::getName)
        .containsExactly("class", "neighbour:a", "neighbour:b");
    assertThat(candidate.getTerms().get(0).getValue()).isEqualTo(0.7);
    double sum =
        Math.exp(candidate.getTerms().get(1).getValue())
            + Math.exp(candidate.getTerms().get(2).getValue());
    assertThat(candidate.getLogScore()).isCloseTo(Math.log(sum), within(1e-12));
  }

  @Test
  void keepsTheOrderOfScoresThatNoDoubleHolds() {
    double[] cosines = {1e-1, 2e-2, 3e-30, 2e-30, 1e-300};
    List<Neighbour> neighbours = new ArrayList<>();
    for (double cosine : cosines) {
      neighbours.add(neighbour("image-" + cosine, "landmark-" + cosine, cosine));
    }

    List<Candidate> candidates = score(neighbours.reversed(), List.of());

    assertThat(candidates)
        .extracting(Candidate::getLandmarkId)
        .containsExactlyElementsOf(neighbours.stream().map(Neighbour::getLandmarkId).toList());
    assertThat(candidates.get(1).getLogScore()).isLessThan(Math.log(1e-86));
    assertThat(Math.exp(candidates.get(2).getLogScore())).isZero();
    assertThat(candidates.getLast().getLogScore()).isFinite();
  }

  @Test
  void asksForWhatTheOriginalLookedAt() {
    assertThat(strategy.needs()).isEqualTo(new Needs(5, 5, 0, false));
  }

  @Test
  void negativeCosinesGiveNoConfidence() {
    List<Candidate> candidates =
        score(
            List.of(neighbour("a", "tower", -0.9), neighbour("b", "tower", 0.0)),
            List.of(new ClassCosine("tower", 0.9)));

    assertThat(candidates)
        .singleElement()
        .satisfies(c -> assertThat(c.getLogScore()).isEqualTo(Double.NEGATIVE_INFINITY));
  }

  /** In the original, (-0.9)^10 makes a landmark that the classifier rules out the winner. */
  @Test
  void aNegativeClassCosineCountsAsAnUnknownClass() {
    List<Candidate> candidates =
        score(
            List.of(neighbour("a", "ruled out", 0.5), neighbour("b", "seen", 0.5)),
            List.of(new ClassCosine("seen", 0.2), new ClassCosine("ruled out", -0.9)));

    assertThat(candidates.getFirst().getLandmarkId()).isEqualTo("seen");
    assertThat(candidates.getLast().getLogScore())
        .isCloseTo(9 * Math.log(0.5) + 10 * Math.log(1e-8), within(1e-9));
  }

  @Test
  void withoutNeighboursNoLandmarkHasAScore() {
    List<Candidate> candidates =
        score(List.of(), List.of(new ClassCosine("tower", 0.9), new ClassCosine("bridge", 0.8)));

    assertThat(candidates).extracting(Candidate::getLandmarkId).containsExactly("tower", "bridge");
    assertThat(candidates)
        .allSatisfy(c -> assertThat(c.getLogScore()).isEqualTo(Double.NEGATIVE_INFINITY));
    assertThat(score(List.of(), List.of())).isEmpty();
  }

  @Test
  void ofEqualScoresTheNearerNeighbourWins() {
    List<Candidate> candidates =
        score(List.of(neighbour("a", "zoo", 0.5), neighbour("b", "arch", 0.5)), List.of());

    assertThat(candidates).extracting(Candidate::getLandmarkId).containsExactly("zoo", "arch");
  }

  /** It looks neither at landmarks without a class nor at photographs of no landmark. */
  private List<Candidate> score(List<Neighbour> neighbours, List<ClassCosine> classes) {
    ModelEvidence model =
        new ModelEvidence(List.of(new BiasedNeighbour(neighbour("x", "zoo", 1), 0)), 0.5);
    return strategy.score(
        new Evidence(neighbours, classes, Set.of("tower", "zoo"), List.of(model)));
  }

  private static Neighbour neighbour(String imageId, String landmarkId, double cosine) {
    return new Neighbour(imageId, landmarkId, cosine, null);
  }
}
