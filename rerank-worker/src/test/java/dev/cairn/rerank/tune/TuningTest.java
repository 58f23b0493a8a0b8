package dev.cairn.rerank.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.rerank.evaluate.Truth;
import dev.cairn.rerank.score.Evidence;
import dev.cairn.rerank.score.ModelEvidence;
import dev.cairn.rerank.score.Strategies;
import dev.cairn.rerank.score.StrategyDefaults;
import dev.cairn.schemas.avro.Neighbour;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Queries of one landmark without a class, and some of no landmark. */
class TuningTest {
  private static final StrategyDefaults DEFAULTS = new StrategyDefaults(5, 5, 9);

  /** Where 19 ln(0.6 / 0.5), what the queries of no landmark are ahead, is 11 times this. */
  private static final double DISTRACTION = 19 * Math.log(1.2) / 11;

  private final List<Truth> truths = new ArrayList<>();
  private final Map<String, Evidence> evidence = new TreeMap<>();

  @Test
  void lambdaRisesAsFarAsItMustAndNothingElseMoves() {
    for (int i = 0; i < 25; i++) {
      query("tower-" + i, "tower", 0.5, 0);
      query("meal-" + i, null, 0.6, DISTRACTION);
    }

    Tuning tuning = search("combined");

    assertThat(properties(tuning))
        .containsEntry("lambda", "12")
        .containsEntry("neighbours", "5")
        .containsEntry("classes", "5")
        .containsEntry("neighbour-power", "9")
        .containsEntry("class-power", "10");
    assertThat(tuning.usualGap()).isLessThan(0.5);
    assertThat(tuning.chosenGap()).isEqualTo(1);
    assertThat(tuning.folds()).extracting(FoldResult::chosenGap).containsOnly(1.0);
    assertThat(tuning.warnings()).singleElement().asString().contains("Only 25 queries");
  }

  @Test
  void perfectDefaultsStayAsTheyAre() {
    for (int i = 0; i < 10; i++) {
      query("tower-" + i, "tower", 0.8, 0);
      query("meal-" + i, null, 0.3, 0.2);
    }

    Tuning tuning = search("knn-vote");

    assertThat(tuning.chosen()).isEqualTo(tuning.space().usual());
    assertThat(tuning.gain()).isZero();
    assertThat(tuning.warnings()).anyMatch(text -> text.contains("No setting is better"));
  }

  @Test
  void theOrderOfTheTruthChangesNothing() {
    for (int i = 0; i < 12; i++) {
      query("tower-" + i, "tower", 0.4 + i * 0.031 % 0.2, i * 0.017 % 0.05);
      query("meal-" + i, null, 0.45 + i * 0.023 % 0.2, i * 0.013 % 0.3);
    }
    Tuning tuning = search("combined");
    List<Truth> reversed = truths.reversed();
    Tuning again = Tuning.search(space("combined"), Sample.of(reversed, evidence), _ -> {});

    assertThat(again.chosen()).isEqualTo(tuning.chosen());
    assertThat(again.folds()).isEqualTo(tuning.folds());
  }

  @Test
  void aGainOfOneLuckyFoldIsNotBelieved() {
    for (int i = 0; i < 10; i++) {
      query("tower-" + i, "tower", 0.5 + i * 0.01, 0.1);
    }
    query("meal", null, 0.7, 0.1 + 19 * Math.log(0.7 / 0.55) / 10.5);

    Tuning tuning = search("combined");

    assertThat(tuning.gain()).isPositive();
    assertThat(tuning.honestGain()).isLessThan(tuning.gain() / 2);
    assertThat(tuning.warnings()).anyMatch(text -> text.contains("that it has not seen"));
  }

  @Test
  void aQueryWithoutEvidenceCountsAsWrong() {
    for (int i = 0; i < 5; i++) {
      query("tower-" + i, "tower", 0.8, 0);
    }
    truths.add(new Truth("lost", Optional.of("tower")));

    assertThat(search("knn-vote").chosenGap()).isEqualTo(5.0 / 6);
  }

  @Test
  void aQueryThatIsItsOwnNeighbourIsWarnedOf() {
    for (int i = 0; i < 5; i++) {
      query("tower-" + i, "tower", 0.8, 0);
    }
    query("g", "tower", 1, 0);

    assertThat(search("knn-vote").warnings()).anyMatch(text -> text.contains("1 queries are in"));
  }

  @Test
  void withoutPhotographsOfNoLandmarkLambdaIsNone() {
    SearchSpace space = SearchSpace.of("combined", DEFAULTS, false);

    assertThat(space.properties(space.usual())).containsEntry("lambda", "0");
    assertThat(space.needs().nonLandmarks()).isFalse();
    assertThatThrownBy(() -> SearchSpace.of("distractor", DEFAULTS, false))
        .hasMessageContaining("publish --non-landmark");
  }

  @Test
  void theFileIsReadAsTheStrategyThatWasChosen(@TempDir Path folder) throws IOException {
    for (int i = 0; i < 25; i++) {
      query("tower-" + i, "tower", 0.5, 0);
      query("meal-" + i, null, 0.6, DISTRACTION);
    }
    Tuning tuning = search("combined");
    Path file = folder.resolve("tuned.properties");
    StrategyFile.write(file, tuning);

    assertThat(file).content().contains("GAP 1.0000", "lambda = 12\n", "neighbours = 5\n");
    assertThat(Strategies.of(file.toString(), DEFAULTS))
        .isEqualTo(tuning.space().strategy(tuning.chosen()));
  }

  @Test
  void tooLittleTruthIsRefused() {
    truths.add(new Truth("elsewhere", Optional.of("tower")));
    assertRefused("None of the 1 images");
    query("tower-1", "tower", 0.5, 0);
    assertRefused("2 images of the truth show a landmark: tuning takes 5");
  }

  @Test
  void whatIsNoTunableStrategyIsRefusedWithThoseThatAre() {
    assertThatThrownBy(() -> space("original"))
        .hasMessageContaining("choose combined, knn-vote or distractor");
  }

  private void assertRefused(String reason) {
    assertThatThrownBy(() -> search("knn-vote"))
        .isInstanceOfSatisfying(
            CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATASET_INVALID))
        .hasMessageContaining(reason);
  }

  private void query(String id, String landmarkId, double cosine, double distraction) {
    truths.add(new Truth(id, Optional.ofNullable(landmarkId)));
    evidence.put(
        id,
        new Evidence(
            List.of(new Neighbour("g", "tower", cosine, null)),
            List.of(),
            Set.of("tower"),
            List.of(new ModelEvidence(List.of(), distraction))));
  }

  private Tuning search(String strategy) {
    return Tuning.search(space(strategy), Sample.of(truths, evidence), _ -> {});
  }

  private static SearchSpace space(String strategy) {
    return SearchSpace.of(strategy, DEFAULTS, true);
  }

  private static Map<String, String> properties(Tuning tuning) {
    return tuning.space().properties(tuning.chosen());
  }
}
