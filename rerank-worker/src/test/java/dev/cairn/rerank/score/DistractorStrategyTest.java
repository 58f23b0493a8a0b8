package dev.cairn.rerank.score;

import static dev.cairn.rerank.score.TestEvidence.biased;
import static dev.cairn.rerank.score.TestEvidence.model;
import static dev.cairn.rerank.score.TestEvidence.neighbour;
import static dev.cairn.rerank.score.TestEvidence.terms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.cairn.schemas.avro.Candidate;
import java.util.List;
import org.junit.jupiter.api.Test;

class DistractorStrategyTest {
  private final ScoreStrategy strategy = new DistractorStrategy(5, 3);

  @Test
  void sumsWhatEachModelSeesAndTakesTheDistractionOff() {
    List<Candidate> candidates =
        score(
            model(0.25, biased("a", "tower", 0.875, 0.125), biased("b", "bridge", 0.75, 0.25)),
            model(0.5, biased("b", "bridge", 0.625, 0.25), biased("c", "tower", 0.5, 0.25)));

    // tower 0.75 + 0.25, bridge 0.5 + 0.375, each less 0.75
    assertThat(candidates).extracting(Candidate::getLandmarkId).containsExactly("tower", "bridge");
    assertThat(candidates).extracting(Candidate::getLogScore).containsExactly(0.25, 0.125);
  }

  @Test
  void aGalleryImageLikeNoLandmarkCountsLess() {
    List<Candidate> candidates =
        score(model(0, biased("plain", "wall", 0.7, 0.1), biased("busy", "tower", 0.9, 0.8)));

    assertThat(candidates).extracting(Candidate::getLandmarkId).containsExactly("wall", "tower");
  }

  @Test
  void explainsAScoreByItsTerms() {
    Candidate candidate =
        score(
                model(0.125, biased("a", "tower", 0.75, 0.25)),
                model(0.125, biased("a", "tower", 0.5, 0.25)))
            .getFirst();

    assertThat(terms(candidate))
        .containsExactly(
            entry("neighbour:0:a", 0.5),
            entry("bias:0:a", 0.25),
            entry("neighbour:1:a", 0.25),
            entry("bias:1:a", 0.25),
            entry("sum", 0.75),
            entry("distraction", 0.25));
    assertThat(candidate.getLogScore()).isEqualTo(0.5);
  }

  @Test
  void aQueryNearerToNoLandmarkIsRankedBelowZero() {
    List<Candidate> candidates =
        score(
            model(
                0.5,
                biased("a", "arch", 0.25, 0.125),
                biased("b", "zoo", 0.5, 0),
                biased("c", "arch", 0.25, 0)));

    assertThat(candidates).extracting(Candidate::getLandmarkId).containsExactly("zoo", "arch");
    assertThat(candidates).extracting(Candidate::getLogScore).containsExactly(0.0, -0.125);
  }

  @Test
  void aCosineIsHeldBetweenZeroAndOneBeforeTheBias() {
    List<Candidate> candidates =
        score(model(0, biased("a", "tower", 1.0001, 0.5), biased("b", "bridge", -0.9, -0.25)));

    assertThat(candidates)
        .extracting(candidate -> terms(candidate).get("sum"))
        .containsExactly(0.5, 0.25);
  }

  @Test
  void ofEqualSumsTheLandmarkThatIsSeenFirstWins() {
    List<Candidate> candidates =
        score(model(0, biased("a", "zoo", 0.5, 0)), model(0, biased("b", "arch", 0.5, 0)));

    assertThat(candidates).extracting(Candidate::getLandmarkId).containsExactly("zoo", "arch");
  }

  @Test
  void nothingNearIsNoCandidate() {
    assertThat(score(model(0.5), model(0.5))).isEmpty();
    assertThat(score()).isEmpty();
  }

  @Test
  void asksForTheNeighboursOfEachModelAndForNoClasses() {
    assertThat(strategy.needs()).isEqualTo(new Needs(5, 0, 3, true));
    assertThat(strategy.name()).isEqualTo("distractor");
  }

  /** The neighbours over all models are only shown. */
  private List<Candidate> score(ModelEvidence... models) {
    return strategy.score(TestEvidence.of(neighbour("x", "pier", 1)).models(models).build());
  }
}
