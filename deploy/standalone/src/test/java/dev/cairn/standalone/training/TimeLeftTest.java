package dev.cairn.standalone.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimeLeftTest {

  @Test
  void theFirstEpochIsJudgedByItsOwnRate() {
    Recorded recorded = new Recorded("s").accepted().started(1, 1).step(1, 25, 100);
    // 5 s of 10 s of training, 1 s of validation, then three epochs of both
    assertThat(left(recorded, 0)).contains(Duration.ofSeconds(5 + 1 + 3 * 11));
  }

  @Test
  void epochsToComeTakeWhatTheLastOnesTook() {
    Recorded recorded = new Recorded("s").accepted().started(1, 1).epoch(1, 7, 0.1, 30);
    assertThat(left(recorded, 0)).contains(Duration.ofSeconds(3 * 30));

    recorded.step(2, 25, 200);
    // 2.5 s at the rate of now, 20 s of validation as in the first epoch
    assertThat(left(recorded, 0)).contains(Duration.ofSeconds(22 + 2 * 30));
  }

  @Test
  void whileNothingIsHeardTheEpochPassesButNotThoseToCome() {
    Recorded recorded = new Recorded("s").accepted().started(1, 1).step(1, 25, 100);
    assertThat(left(recorded, 4)).contains(Duration.ofSeconds(2 + 3 * 11));
    assertThat(left(recorded, 500)).contains(Duration.ofSeconds(3 * 11));
    assertThat(left(recorded, -500)).as("a clock behind").contains(Duration.ofSeconds(6 + 3 * 11));
  }

  @Test
  void whatDoesNotTrainHasNone() {
    Recorded recorded = new Recorded("s").accepted();
    assertThat(left(recorded, 0)).isEmpty();
    recorded.started(1, 1);
    assertThat(left(recorded, 0)).as("no rate yet").isEmpty();
    recorded.step(1, 0, 0);
    assertThat(left(recorded, 0)).as("rate 0").isEmpty();
    recorded.step(1, 25, 100).interrupted(1);
    assertThat(left(recorded, 0)).isEmpty();
  }

  @Test
  void anAttemptThatRepeatsAnEpochCountsIt() {
    Recorded recorded =
        new Recorded("s").accepted().started(1, 1).epoch(1, 7, 0.1, 30).epoch(2, 6, 0.2, 30);
    recorded.interrupted(3).started(2, 2).step(2, 50, 100);
    assertThat(left(recorded, 0)).contains(Duration.ofSeconds(20 + 2 * 30));
  }

  private static Optional<Duration> left(Recorded recorded, int silentSeconds) {
    return TimeLeft.of(recorded.view(), recorded.last().plusSeconds(silentSeconds));
  }
}
