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
import dev.cairn.schemas.avro.Validation;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.train.checkpoint.ValidationFigures;
import dev.cairn.train.trainer.TrainerReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class StageDeciderTest extends DecidedStage {
  private static final Fault FAULT = new Fault(ErrorCode.DATASET_INVALID.name(), "no such dataset");
  private static final StagePlan FAULTY = new StagePlan.Faulty(List.of(FAULT));
  private static final TrainerReport.Finished FINISHED =
      new TrainerReport.Finished(Path.of("bundle"), 1e-7, 12, OptionalLong.of(5));
  private static final Path CHECKPOINT = Path.of("stages/s1/last.safetensors");

  @Test
  void aStageFromItsCommandToItsModel() {
    assertThat(apply(command(READY)).next()).isEqualTo(new Decision.Train(READY));
    apply(report(new TrainerReport.Started(2, 8, 4, 1, 0, 2)));
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
                    new EnsemblePublished("default", ensemble, List.of("d1"), null, List.of()))));
    assertThat(state.stage("s1").orElseThrow().bundleDigest()).contains("d1");
  }

  @Test
  void everyReportBecomesItsEvent() {
    apply(command(READY));
    assertThat(report(new TrainerReport.Started(2, 8, 4, 1, 0, 2)).events())
        .containsExactly(new StageStarted(2, 8L, 4L, 1, 2, 0, 1, null));
    assertThat(report(progress(Optional.empty())).events())
        .containsExactly(new StageProgress(1, 1, 2, 3.5, 10.0, 1e-4, 0.1, null, null, 0, 0));
    ValidationFigures early = new ValidationFigures(2.5, 0.2, 0.1);
    assertThat(report(progress(Optional.of(early))).events())
        .containsExactly(
            new StageProgress(
                1, 1, 2, 3.5, 10.0, 1e-4, 0.1, new Validation(2.5, 0.2, 0.1), null, 0, 0));
    assertThat(report(epoch(1)).events())
        .containsExactly(
            new EpochCompleted(1, 1e-4, 2.0, 1.5, 0.5, 0.25, 9.0, 0.1, 1000L, 3L, 7.0, 60.0));
    apply(report(epoch(1)));
    assertThat(report(new TrainerReport.Searching(3, 8, 2.0)).events())
        .singleElement(InstanceOfAssertFactories.type(StageProgress.class))
        .returns(1, StageProgress::getEpoch)
        .returns(3, StageProgress::getSearched)
        .returns(8, StageProgress::getToSearch)
        .returns(2.0, StageProgress::getImagesPerSecond);
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
    Decision rejected = apply(command(FAULTY));
    assertThat(rejected).isEqualTo(Decision.end(new StageRejected(List.of(FAULT))));
    assertThat(apply(command(READY)).events()).containsExactly(accepted(OFFSET));
  }

  @Test
  void anIdThatBelongsToAnotherModelIsRejected() {
    apply(command(READY));
    TrainStageCommand other = Commands.train("s1").setModelName("other").build();
    Decision decision = StageDecider.onCommand(state, other, 1, () -> READY);
    assertThat(decision.events().getFirst()).isInstanceOf(StageRejected.class);
    assertThat(decision.events().getFirst().toString()).contains("belongs to model 'b0'");
  }

  @Test
  void aStageThatHasEndedIsNotRepeated() {
    apply(command(READY));
    apply(StageDecider.onPublished(COMMAND, FINISHED, "d1", manifest()));
    assertThat(command(READY)).isEqualTo(Decision.end());
    assertThat(command(FAULTY)).isEqualTo(Decision.end());
  }

  @Test
  void afterARestartItGoesOnWithoutSayingAnythingTwice() {
    apply(command(READY));
    apply(report(epoch(1)));

    Decision again = command(READY);

    assertThat(again).isEqualTo(new Decision(List.of(), new Decision.Train(READY)));
    assertThat(report(epoch(1)).events()).isEmpty();
    assertThat(report(epoch(2)).events()).hasSize(1);
  }

  @Test
  void anAcceptedStageWhoseDatasetIsGoneAtTheRestartFails() {
    apply(command(READY));
    assertThat(apply(command(FAULTY)).events()).containsExactly(new StageFailed(FAULT));
    assertThat(state.stage("s1").orElseThrow().isOpen()).isFalse();
  }

  @Test
  void whatHasFailedGoesOnWhenItIsSentAgain() {
    apply(command(READY));
    apply(report(epoch(1)));
    apply(report(new TrainerReport.Failed(ErrorCode.LOSS_NOT_FINITE, "NaN")));
    assertThat(command(READY)).as("the same command, read again").isEqualTo(Decision.end());

    Decision again = apply(StageDecider.onCommand(state, COMMAND, OFFSET + 1, () -> READY));

    assertThat(again.events()).containsExactly(accepted(OFFSET + 1));
    assertThat(again.next()).isEqualTo(new Decision.Train(READY));
    assertThat(report(epoch(1)).events()).as("told anew").hasSize(1);
  }

  @Test
  void cancelledBeforeItsTurnItNeverStarts() {
    Decision cancelled = apply(cancel(Optional.empty()));
    assertThat(cancelled)
        .isEqualTo(
            Decision.end(new StageAccepted(COMMAND, null, OFFSET), new StageCancelled(0, null)));
    assertThat(cancel(Optional.empty())).isEqualTo(Decision.end());
  }

  @Test
  void cancelledWhileTheWorkerWasDownItEndsAfterTheEpochsDone() {
    apply(command(READY));
    apply(report(epoch(1)));
    assertThat(apply(cancel(Optional.of(CHECKPOINT))))
        .isEqualTo(Decision.end(new StageCancelled(1, CHECKPOINT.toString())));
    assertThat(command(READY)).isEqualTo(Decision.end());
  }

  @Test
  void aCancelledTrainerTellsWhereTheWorkIs() {
    apply(command(READY));
    StageRecord stage = state.stage("s1").orElseThrow();
    assertThat(
            StageDecider.onReport(stage, new TrainerReport.Cancelled(1), Optional.of(CHECKPOINT)))
        .isEqualTo(Decision.end(new StageCancelled(1, CHECKPOINT.toString())));
  }

  private Decision cancel(Optional<Path> checkpoint) {
    return StageDecider.onCancel(state, COMMAND, OFFSET, checkpoint);
  }

  private static StageAccepted accepted(long offset) {
    return new StageAccepted(COMMAND, MEMORY, offset);
  }

  private static TrainerReport progress(Optional<ValidationFigures> validation) {
    return new TrainerReport.Progress(1, 1, 2, 1e-4, 3.5, 10, 0.1, validation);
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
