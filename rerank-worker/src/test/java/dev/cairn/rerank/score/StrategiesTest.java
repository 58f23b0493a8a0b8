package dev.cairn.rerank.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StrategiesTest {
  private static final StrategyDefaults DEFAULTS = new StrategyDefaults(7, 6, 2.5);

  @TempDir Path folder;

  @Test
  void aNameIsAStrategyWithTheConfiguredParameters() {
    assertThat(Strategies.of("original", DEFAULTS)).isEqualTo(new OriginalStrategy(7, 6));
    assertThat(Strategies.of("combined", DEFAULTS))
        .isEqualTo(new CombinedStrategy(7, 6, new PowerFormula(9, 10), 2.5));
    assertThat(Strategies.of("distractor", DEFAULTS)).isEqualTo(new DistractorStrategy(7, 3));
    assertThat(Strategies.of("knn-vote", DEFAULTS)).isEqualTo(new KnnVoteStrategy(7, 9));
  }

  @Test
  void aFileNamesAStrategyAndItsParameters() throws IOException {
    assertThat(read("name=original", "neighbours=3", "classes=4"))
        .isEqualTo(new OriginalStrategy(3, 4));
    assertThat(
            read(
                "# tuned on last year's queries",
                "name = combined",
                "neighbour-power = 3.5",
                "class-power = 2",
                "lambda = 0"))
        .isEqualTo(new CombinedStrategy(7, 6, new PowerFormula(3.5, 2), 0));
    assertThat(read("name=distractor", "model-neighbours=4"))
        .isEqualTo(new DistractorStrategy(7, 4));
    assertThat(read("name=knn-vote", "neighbours=9", "neighbour-power=1"))
        .isEqualTo(new KnnVoteStrategy(9, 1));
  }

  @Test
  void aParameterThatTheStrategyDoesNotTakeIsRefusedWithThoseItTakes() throws IOException {
    assertRefused("strategy original has no parameter 'lambda'", "name=original", "lambda=2");
    assertRefused("it takes classes, name, neighbours", "name=original", "neighbors=2");
    assertRefused("has no parameter 'classes'", "name=knn-vote", "classes=5");
  }

  @Test
  void aValueOutOfRangeIsRefusedWithWhatItMustBe() throws IOException {
    assertRefused("lambda is 'much'; it must be a number", "name=combined", "lambda=much");
    assertRefused("lambda is '-1.0'; it must be 0 or more", "name=combined", "lambda=-1");
    assertRefused("it must be a finite number", "name=combined", "lambda=NaN");
    assertRefused(
        "neighbours is '0.0'; it must be a whole number", "name=original", "neighbours=0");
    assertRefused("classes is '2.5'; it must be a whole", "name=original", "classes=2.5");
    assertRefused("class-power is '0.0'; it must be", "name=combined", "class-power=0");
  }

  @Test
  void aFileWithoutAKnownNameIsRefusedWithTheKnownOnes() throws IOException {
    assertRefused("name is 'best'; it must be one of original, combined", "name=best");
    assertRefused("name is ''; it must be one of", "lambda=3");
    assertRefused("cannot be read as properties", "name=\\u12");
  }

  @Test
  void whatIsNeitherANameNorAFileIsRefused() {
    assertThatThrownBy(() -> Strategies.of("orginal", DEFAULTS))
        .hasMessageContaining("'orginal'")
        .hasMessageContaining("original, combined, distractor, knn-vote")
        .hasMessageContaining("nor a file");
    assertThatThrownBy(() -> Strategies.of("no\0file", DEFAULTS))
        .isInstanceOf(CairnException.class);
  }

  @Test
  void configuredParametersAreCheckedToo() {
    assertThatThrownBy(() -> Strategies.of("combined", new StrategyDefaults(5, 5, -1)))
        .hasMessage("cairn.rerank: lambda is '-1.0'; it must be 0 or more");
  }

  private void assertRefused(String reason, String... lines) {
    assertThatThrownBy(() -> read(lines))
        .isInstanceOfSatisfying(
            CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.START_FAILED))
        .hasMessageContaining(reason)
        .hasMessageContaining("strategy.properties");
  }

  private ScoreStrategy read(String... lines) throws IOException {
    Path file = Files.write(folder.resolve("strategy.properties"), java.util.List.of(lines));
    return Strategies.of(file.toString(), DEFAULTS);
  }
}
