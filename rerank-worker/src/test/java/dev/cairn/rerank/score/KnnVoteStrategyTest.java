package dev.cairn.rerank.score;

import static dev.cairn.rerank.score.TestEvidence.neighbour;
import static dev.cairn.rerank.score.TestEvidence.terms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cairn.schemas.avro.Candidate;
import dev.cairn.schemas.avro.Neighbour;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnnVoteStrategyTest {
  private final ScoreStrategy strategy = new KnnVoteStrategy(5, 2);

  @Test
  void isTheShareOfTheVotesTimesTheNearestCosine() {
    List<Candidate> candidates =
        score(
            neighbour("a", "tower", 0.8),
            neighbour("b", "bridge", 0.6),
            neighbour("c", "tower", 0.4));

    // votes 0.64, 0.36 and 0.16
    assertThat(candidates).extracting(Candidate::getLandmarkId).containsExactly("tower", "bridge");
    assertThat(confidence(candidates.get(0))).isCloseTo(0.80 / 1.16 * 0.8, within(1e-12));
    assertThat(confidence(candidates.get(1))).isCloseTo(0.36 / 1.16 * 0.6, within(1e-12));
  }

  @Test
  void oneLandmarkAloneIsAsSureAsItIsNear() {
    assertThat(confidence(score(neighbour("a", "tower", 1.0000001)).getFirst())).isOne();
    assertThat(confidence(score(neighbour("a", "tower", 0.3)).getFirst()))
        .isCloseTo(0.3, within(1e-12));
  }

  @Test
  void explainsAScoreByItsTerms() {
    Candidate candidate =
        score(neighbour("a", "tower", 0.5), neighbour("b", "bridge", 0.5)).getFirst();

    assertThat(terms(candidate)).containsOnlyKeys("share", "nearest", "neighbour:a");
    assertThat(terms(candidate).get("share")).isCloseTo(0.5, within(1e-12));
    assertThat(terms(candidate)).containsEntry("nearest", 0.5);
    assertThat(terms(candidate).get("neighbour:a")).isCloseTo(2 * Math.log(0.5), within(1e-12));
  }

  @Test
  void whoIsOnTheOtherSideHasNoVote() {
    List<Candidate> candidates =
        score(neighbour("a", "tower", 0.5), neighbour("b", "bridge", -0.9));

    assertThat(confidence(candidates.get(0))).isCloseTo(0.5, within(1e-12));
    assertThat(candidates.get(1).getLogScore()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(score(neighbour("a", "tower", -0.1), neighbour("b", "bridge", 0)))
        .extracting(Candidate::getLogScore)
        .containsExactly(Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY);
  }

  @Test
  void votesThatNoDoubleHoldsStillHaveShares() {
    List<Candidate> candidates =
        score(neighbour("a", "tower", 1e-300), neighbour("b", "bridge", 1e-300));

    assertThat(terms(candidates.getFirst()).get("share")).isCloseTo(0.5, within(1e-12));
    assertThat(candidates).extracting(Candidate::getLandmarkId).containsExactly("tower", "bridge");
  }

  @Test
  void asksForNeighboursAlone() {
    assertThat(strategy.needs()).isEqualTo(new Needs(5, 0, 0, false));
    assertThat(strategy.name()).isEqualTo("knn-vote");
    assertThat(score()).isEmpty();
  }

  private static double confidence(Candidate candidate) {
    return Math.exp(candidate.getLogScore());
  }

  private List<Candidate> score(Neighbour... neighbours) {
    return strategy.score(TestEvidence.of(neighbours).build());
  }
}
