package dev.cairn.rerank.score;

import static dev.cairn.rerank.score.TestEvidence.model;
import static dev.cairn.rerank.score.TestEvidence.neighbour;
import static dev.cairn.rerank.score.TestEvidence.terms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cairn.rerank.classes.ClassCosine;
import dev.cairn.schemas.avro.Candidate;
import java.util.List;
import org.junit.jupiter.api.Test;

class CombinedStrategyTest {
  private final ScoreStrategy strategy = new CombinedStrategy(5, 5, PowerFormula.ORIGINAL, 10);

  @Test
  void takesTheDistractionOffTheOriginalsLogScore() {
    TestEvidence found =
        TestEvidence.of(
                neighbour("a", "tower", 0.9),
                neighbour("b", "bridge", 0.8),
                neighbour("c", "tower", 0.5))
            .classes(new ClassCosine("tower", 0.7), new ClassCosine("bridge", 0.3));

    List<Candidate> candidates = strategy.score(found.models(model(0.2), model(0.4)).build());

    List<Candidate> original = new OriginalStrategy(5, 5).score(found.build());
    assertThat(candidates).extracting(Candidate::getLandmarkId).containsExactly("tower", "bridge");
    for (int i = 0; i < 2; i++) {
      // lambda 10 times the mean of 0.2 and 0.4
      assertThat(candidates.get(i).getLogScore())
          .isCloseTo(original.get(i).getLogScore() - 3, within(1e-12));
    }
  }

  @Test
  void explainsAScoreByItsTerms() {
    Candidate candidate =
        strategy
            .score(
                TestEvidence.of(neighbour("a", "tower", 0.9))
                    .classes(new ClassCosine("tower", 0.7))
                    .models(model(0.2))
                    .build())
            .getFirst();

    assertThat(terms(candidate))
        .containsOnlyKeys("class", "neighbour:a", "distraction", "penalty")
        .containsEntry("class", 0.7)
        .containsEntry("distraction", 0.2)
        .containsEntry("penalty", -2.0);
    assertThat(candidate.getLogScore())
        .isEqualTo(terms(candidate).get("neighbour:a") + terms(candidate).get("penalty"));
  }

  @Test
  void aLandmarkWithoutAClassIsScoredByItsOwnNeighbours() {
    List<Candidate> candidates =
        strategy.score(
            TestEvidence.of(neighbour("a", "new", 0.9), neighbour("b", "tower", 0.6))
                .classes(new ClassCosine("tower", 0.6))
                .classless("new")
                .build());

    assertThat(candidates).extracting(Candidate::getLandmarkId).containsExactly("new", "tower");
    assertThat(candidates.get(0).getLogScore()).isCloseTo(19 * Math.log(0.9), within(1e-12));
    assertThat(candidates.get(1).getLogScore()).isCloseTo(19 * Math.log(0.6), within(1e-12));
    assertThat(terms(candidates.get(0))).doesNotContainKey("class");
  }

  @Test
  void aLandmarkThatTheClassifierKnowsAndDoesNotSeeKeepsTheOriginalsPenalty() {
    Candidate candidate =
        strategy.score(TestEvidence.of(neighbour("a", "tower", 0.9)).build()).getFirst();

    assertThat(candidate.getLogScore())
        .isCloseTo(9 * Math.log(0.9) + 10 * Math.log(1e-8), within(1e-9));
  }

  @Test
  void withoutPhotographsOfNoLandmarkNothingIsTakenOff() {
    TestEvidence found =
        TestEvidence.of(neighbour("a", "tower", 0.9)).classes(new ClassCosine("tower", 0.7));

    double score = strategy.score(found.models(model(0)).build()).getFirst().getLogScore();

    assertThat(score)
        .isEqualTo(new OriginalStrategy(5, 5).score(found.build()).getFirst().getLogScore());
  }

  @Test
  void negativeCosinesGiveNoConfidenceWhateverTheDistraction() {
    List<Candidate> candidates =
        strategy.score(
            TestEvidence.of(neighbour("a", "new", -0.9), neighbour("b", "tower", -0.9))
                .classless("new")
                .models(model(-1))
                .build());

    assertThat(candidates)
        .extracting(Candidate::getLogScore)
        .containsExactly(Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY);
  }

  @Test
  void ofEqualScoresTheNearerNeighbourWins() {
    List<Candidate> candidates =
        strategy.score(
            TestEvidence.of(neighbour("a", "zoo", 0.5), neighbour("b", "arch", 0.5))
                .classless("zoo", "arch")
                .build());

    assertThat(candidates).extracting(Candidate::getLandmarkId).containsExactly("zoo", "arch");
  }

  @Test
  void asksForTheDistractionAndForNoNeighboursOfSingleModels() {
    assertThat(strategy.needs()).isEqualTo(new Needs(5, 5, 0, true));
    assertThat(new CombinedStrategy(3, 4, PowerFormula.ORIGINAL, 0).needs())
        .isEqualTo(new Needs(3, 4, 0, false));
    assertThat(strategy.name()).isEqualTo("combined");
  }
}
