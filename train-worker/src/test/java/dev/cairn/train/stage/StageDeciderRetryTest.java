package dev.cairn.train.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.schemas.avro.Fault;
import dev.cairn.schemas.avro.StageFailed;
import dev.cairn.schemas.avro.StageProgress;
import dev.cairn.schemas.avro.StageStarted;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.train.trainer.TrainerReport;
import org.junit.jupiter.api.Test;

/** What becomes of a stage whose trainer ends too early. */
class StageDeciderRetryTest extends DecidedStage {
  private static final TrainerReport DIED =
      new TrainerReport.Failed(ErrorCode.TRAINER_DIED, "exit code 9");

  @Test
  void aTrainerThatDiesIsStartedAgainAndTheReasonIsTold() {
    apply(command(READY));
    Decision retry = apply(report(DIED));
    Fault why = new Fault("TRAINER_DIED", "exit code 9");
    assertThat(retry.next()).isEqualTo(new Decision.Retry(why));
    assertThat(((StageProgress) retry.events().getFirst()).getInterruption()).isEqualTo(why);
    assertThat(report(started(1)).events())
        .containsExactly(new StageStarted(2, 8L, 4L, 1, 2, 0, 2, why));
  }

  @Test
  void aTrainerThatLosesAnotherIsStartedAgainToo() {
    apply(command(READY));
    TrainerReport lost = new TrainerReport.Failed(ErrorCode.RANK_LOST, "rank 1");
    assertThat(apply(report(lost)).next()).isInstanceOf(Decision.Retry.class);
  }

  @Test
  void threeDeathsWithoutACheckpointAreEnough() {
    apply(command(READY));
    for (int attempt = 1; attempt <= 2; attempt++) {
      apply(report(started(1)));
      assertThat(apply(report(DIED)).next()).isInstanceOf(Decision.Retry.class);
    }
    apply(report(started(1)));
    Decision end = apply(report(DIED));
    assertThat(end.next()).isInstanceOf(Decision.End.class);
    assertThat(((StageFailed) end.events().getFirst()).getFault().getMessage())
        .contains("No attempt came to a new checkpoint", "exit code 9");
    assertThat(state.stage("s1").orElseThrow().status()).isEqualTo(StageRecord.Status.FAILED);
  }

  @Test
  void everyNewCheckpointGivesThreeMoreAttempts() {
    apply(command(READY));
    apply(report(DIED));
    apply(report(DIED));
    apply(report(epoch(1)));
    assertThat(apply(report(DIED)).next()).isInstanceOf(Decision.Retry.class);
    assertThat(apply(report(DIED)).next()).isInstanceOf(Decision.Retry.class);
    apply(report(started(2))); // later than the last start: a checkpoint in the middle was used
    assertThat(apply(report(DIED)).next()).isInstanceOf(Decision.Retry.class);
  }

  @Test
  void aFullDiskIsWaitedForHoweverOften() {
    apply(command(READY));
    TrainerReport full = new TrainerReport.Failed(ErrorCode.STORAGE_FULL, "no space");
    for (int time = 1; time <= 5; time++) {
      assertThat(apply(report(full)).next())
          .isEqualTo(new Decision.Retry(new Fault("STORAGE_FULL", "no space")));
    }
  }

  @Test
  void whatWouldOnlyHappenAgainEndsTheStage() {
    apply(command(READY));
    assertThat(apply(report(new TrainerReport.Failed(ErrorCode.LOSS_NOT_FINITE, "NaN at step 3"))))
        .isEqualTo(Decision.end(new StageFailed(new Fault("LOSS_NOT_FINITE", "NaN at step 3"))));
  }
}
