package dev.cairn.train.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.pipeline.bundle.EnsembleDigest;
import dev.cairn.pipeline.bundle.Manifest;
import dev.cairn.schemas.avro.EnsemblePublished;
import dev.cairn.schemas.avro.EpochCompleted;
import dev.cairn.schemas.avro.Fault;
import dev.cairn.schemas.avro.ModelPublished;
import dev.cairn.schemas.avro.StageAccepted;
import dev.cairn.schemas.avro.StageCancelled;
import dev.cairn.schemas.avro.StageCompleted;
import dev.cairn.schemas.avro.StageFailed;
import dev.cairn.schemas.avro.StageProgress;
import dev.cairn.schemas.avro.StageRejected;
import dev.cairn.schemas.avro.StageStarted;
import dev.cairn.schemas.avro.TrainStageCommand;
import dev.cairn.schemas.avro.TrainingEvent;
import dev.cairn.schemas.avro.Validation;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.train.checkpoint.EpochMetrics;
import dev.cairn.train.checkpoint.TrainingFigures;
import dev.cairn.train.checkpoint.ValidationFigures;
import dev.cairn.train.trainer.TrainerReport;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class StageDeciderTest {
  private static final TrainStageCommand COMMAND =
      Commands.train("s1").setPromoteTo("default").build();
  private static final StagePlan READY = new StagePlan.Ready(Optional.empty());
  private static final Fault FAULT = new Fault(ErrorCode.DATASET_INVALID.name(), "no such dataset");
  private static final StagePlan FAULTY = new StagePlan.Faulty(List.of(FAULT));
  private static final TrainerReport.Finished FINISHED =
      new TrainerReport.Finished(Path.of("bundle"), 1e-7, 12, 5);

  private TrainingState state = TrainingState.EMPTY;

  @Test
  void aStageFromItsCommandToItsModel() {
    assertThat(apply(command(false, READY)).next()).isEqualTo(new Decision.Train(ready()));
    apply(report(new TrainerReport.Started(2, 8, 4, 1, 2)));
    apply(report(progress(Optional.empty())));
    apply(report(epoch(1)));
    assertThat(state.stage("s1").orElseThrow().epoch()).isEqualTo(1);
    apply(report(epoch(2)));
    assertThat(report(FINISHED)).isEqualTo(new Decision(List.of(), new Decision.Publish(FINISHED)));

    Decision end = apply(StageDecider.onPublished(COMMAND, FINISHED, "d1", manifest()));

    assertThat(end.events()).containsExactly(new StageCompleted("d1", 1e-7, 12.0, 5L));
    String ensemble = EnsembleDigest.of(List.of("d1"));
    assertThat(end.next())
        .isEqualTo(
            new Decision.End(
                List.of(
                    new ModelPublished("b0", "d1", "tf_efficientnet_b0", 32, "s1", "p"),
                    new EnsemblePublished("default", ensemble, List.of("d1")))));
    assertThat(state.stage("s1").orElseThrow().bundleDigest()).contains("d1");
  }

  @Test
  void everyReportBecomesItsEvent() {
    apply(command(false, READY));
    assertThat(report(new TrainerReport.Started(2, 8, 4, 1, 2)).events())
        .containsExactly(new StageStarted(2, 8L, 4L, 1, 2, 1, null));
    assertThat(report(progress(Optional.empty())).events())
        .containsExactly(new StageProgress(1, 1, 2, 3.5, 10.0, 1e-4, 0.1, null));
    ValidationFigures early = new ValidationFigures(2.5, 0.2, 0.1);
    assertThat(report(progress(Optional.of(early))).events())
        .containsExactly(
            new StageProgress(1, 1, 2, 3.5, 10.0, 1e-4, 0.1, new Validation(2.5, 0.2, 0.1)));
    assertThat(report(epoch(1)).events())
        .containsExactly(
            new EpochCompleted(1, 1e-4, 2.0, 1.5, 0.5, 0.25, 9.0, 0.1, 1000L, 3L, 7.0, 60.0));
  }

  @Test
  void withoutPromotionOnlyTheModelIsPublished() {
    TrainStageCommand command = Commands.train("s1").build();
    Decision end = StageDecider.onPublished(command, FINISHED, "d1", manifest());
    assertThat(((Decision.End) end.next()).models())
        .singleElement()
        .isInstanceOf(ModelPublished.class);
  }

  @Test
  void aFaultyCommandIsRejectedAndItsIdMayBeSentAgain() {
    Decision rejected = apply(command(false, FAULTY));
    assertThat(rejected).isEqualTo(Decision.end(new StageRejected(List.of(FAULT))));
    assertThat(apply(command(false, READY)).events())
        .containsExactly(new StageAccepted(COMMAND, null));
  }

  @Test
  void anIdThatBelongsToAnotherModelIsRejected() {
    apply(command(false, READY));
    TrainStageCommand other = Commands.train("s1").setModelName("other").build();
    Decision decision = StageDecider.onCommand(state, other, false, READY);
    assertThat(decision.events().getFirst()).isInstanceOf(StageRejected.class);
    assertThat(decision.events().getFirst().toString()).contains("belongs to model 'b0'");
  }

  @Test
  void aStageThatHasEndedIsNotRepeated() {
    apply(command(false, READY));
    apply(StageDecider.onPublished(COMMAND, FINISHED, "d1", manifest()));
    assertThat(command(false, READY)).isEqualTo(Decision.end());
    assertThat(command(false, FAULTY)).isEqualTo(Decision.end());
  }

  @Test
  void afterARestartItGoesOnWithoutSayingAnythingTwice() {
    apply(command(false, READY));
    apply(report(epoch(1)));

    Decision again = command(false, READY);

    assertThat(again).isEqualTo(new Decision(List.of(), new Decision.Train(ready())));
    assertThat(report(epoch(1)).events()).isEmpty();
    assertThat(report(epoch(2)).events()).hasSize(1);
  }

  @Test
  void anAcceptedStageWhoseDatasetIsGoneAtTheRestartFails() {
    apply(command(false, READY));
    assertThat(apply(command(false, FAULTY)).events()).containsExactly(new StageFailed(FAULT));
    assertThat(state.stage("s1").orElseThrow().isOpen()).isFalse();
  }

  @Test
  void cancelledBeforeItsTurnItNeverStarts() {
    assertThat(command(true, READY))
        .isEqualTo(Decision.end(new StageAccepted(COMMAND, null), new StageCancelled(0)));
  }

  @Test
  void cancelledWhileTheWorkerWasDownItEndsAfterTheEpochsDone() {
    apply(command(false, READY));
    apply(report(epoch(1)));
    assertThat(apply(command(true, READY))).isEqualTo(Decision.end(new StageCancelled(1)));
    assertThat(command(false, READY)).isEqualTo(Decision.end());
  }

  @Test
  void aTrainerThatDiesFailsItsStage() {
    apply(command(false, READY));
    Decision end = apply(report(new TrainerReport.Failed(ErrorCode.TRAINER_DIED, "exit code 9")));
    assertThat(end)
        .isEqualTo(Decision.end(new StageFailed(new Fault("TRAINER_DIED", "exit code 9"))));
    assertThat(state.stage("s1").orElseThrow().status()).isEqualTo(StageRecord.Status.FAILED);
  }

  private Decision command(boolean cancelled, StagePlan plan) {
    return StageDecider.onCommand(state, COMMAND, cancelled, plan);
  }

  private Decision report(TrainerReport report) {
    return StageDecider.onReport(state, "s1", report);
  }

  /** What the worker does with a decision, and recovery with the topic. */
  private Decision apply(Decision decision) {
    for (SpecificRecord body : decision.events()) {
      state = state.replay(new TrainingEvent("b0", "s1", Instant.EPOCH, body));
    }
    return decision;
  }

  private static StagePlan.Ready ready() {
    return (StagePlan.Ready) READY;
  }

  private static TrainerReport progress(Optional<ValidationFigures> validation) {
    return new TrainerReport.Progress(1, 1, 2, 1e-4, 3.5, 10, 0.1, validation);
  }

  private static TrainerReport epoch(int epoch) {
    TrainingFigures training = new TrainingFigures(2, 9, 0.1, 3, 7);
    ValidationFigures validation = new ValidationFigures(1.5, 0.5, 0.25);
    return new TrainerReport.EpochDone(
        new EpochMetrics(epoch, 1e-4, training, validation, 1000, 60));
  }

  private static Manifest manifest() {
    return new Manifest(
        "b0",
        "tf_efficientnet_b0",
        32,
        512,
        2,
        3,
        "pixels",
        "embedding",
        Optional.of("p"),
        "s1",
        Map.of(),
        Map.of());
  }
}
