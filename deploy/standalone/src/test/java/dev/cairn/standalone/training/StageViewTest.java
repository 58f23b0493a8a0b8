package dev.cairn.standalone.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.schemas.avro.EpochCompleted;
import dev.cairn.schemas.avro.StageCancelled;
import dev.cairn.schemas.avro.StageProgress;
import dev.cairn.schemas.avro.StageRejected;
import dev.cairn.schemas.avro.TrainStageCommand;
import dev.cairn.schemas.avro.TrainingEvent;
import dev.cairn.schemas.avro.Validation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StageViewTest {

  @Test
  void aStageGoesFromItsCommandToItsBundle() {
    Recorded recorded = new Recorded("s").accepted();
    assertThat(recorded.view().state()).isEqualTo(StageState.WAITING);
    assertThat(recorded.view().toEpoch()).isEqualTo(4);

    recorded.started(1, 1).step(1, 25, 100);
    assertThat(recorded.view().state()).isEqualTo(StageState.TRAINING);
    assertThat(recorded.view().shareDone()).isEqualTo(0.125);

    recorded.epoch(1, 7, 0.1, 12).step(2, 1, 100).epoch(2, 6, 0.2, 12).epoch(3, 5, 0.3, 12);
    assertThat(recorded.view().figures().step()).isEmpty();
    assertThat(recorded.view().shareDone()).isEqualTo(0.75);

    recorded.epoch(4, 4, 0.4, 12);
    assertThat(recorded.view().state()).isEqualTo(StageState.EXPORTING);

    recorded.searching(400, 50);
    assertThat(recorded.view().state()).isEqualTo(StageState.EXPORTING);
    assertThat(StageNote.of(recorded.view(), recorded.stages()))
        .contains("looks for outliers: 400 of 1000 training images, 50.0 images/s");
    assertThat(TimeLeft.of(recorded.view(), recorded.last())).contains(Duration.ofSeconds(12));

    recorded.completed();
    assertThat(recorded.view().state()).isEqualTo(StageState.COMPLETED);
    assertThat(recorded.view().completed()).isPresent();
    assertThat(recorded.view().heard()).isEqualTo(recorded.last());
  }

  @Test
  void aStageIsQueuedFromItsCommandToItsTurn() {
    Recorded recorded = new Recorded("s");
    Stages stages = new Stages();
    TrainStageCommand command = recorded.command(null);
    stages.add(command, Recorded.START.minusSeconds(1));
    assertThat(stages.named("s").orElseThrow().state()).isEqualTo(StageState.QUEUED);

    recorded.accepted().started(1, 1).events().forEach(stages::add);
    stages.add(command, recorded.last().plusMillis(1));
    assertThat(stages.named("s").orElseThrow().state())
        .as("sent again while it trains")
        .isEqualTo(StageState.TRAINING);

    stages.add(new TrainingEvent("b0", "s", recorded.last(), new StageCancelled(1, null)));
    assertThat(stages.named("s").orElseThrow().state())
        .as("sent again after its end")
        .isEqualTo(StageState.QUEUED);
  }

  @Test
  void anInterruptedStageGoesOnFromItsCheckpoint() {
    Recorded recorded =
        new Recorded("s").accepted().started(1, 1).epoch(1, 7, 0.1, 12).step(2, 40, 90);
    recorded.interrupted(2);
    assertThat(recorded.view().state()).isEqualTo(StageState.INTERRUPTED);
    assertThat(recorded.view().epochsDone()).isEqualTo(1);
    assertThat(recorded.view().figures().step()).isEmpty();

    recorded.started(2, 2);
    assertThat(recorded.view().state()).isEqualTo(StageState.TRAINING);
    assertThat(recorded.view().epochsDone()).isEqualTo(1);
    assertThat(epochs(recorded)).containsExactly(1);
  }

  @Test
  void anEpochThatIsRepeatedCountsOnceAndAsAnnouncedLast() {
    Recorded recorded = new Recorded("s").accepted().started(1, 1).epoch(1, 7, 0.1, 12);
    recorded.epoch(2, 6, 0.2, 12).interrupted(3).started(2, 2).step(2, 10, 90);
    assertThat(recorded.view().epochsDone()).as("what is trained again is not done").isEqualTo(1);

    recorded.epoch(2, 6, 0.25, 12);
    assertThat(epochs(recorded)).containsExactly(1, 2);
    assertThat(recorded.view().figures().validation()).contains(new Validation(6.0, 0.25, 0.25));
  }

  @Test
  void aStageThatBeginsAnewLeavesNothingOfTheEarlierTry() {
    Recorded recorded = new Recorded("s").accepted().started(1, 1).early(1, 10, 0.05);
    recorded.epoch(1, 7, 0.1, 12).epoch(2, 6, 0.2, 12).failed().accepted();
    assertThat(epochs(recorded)).isEmpty();

    recorded.started(1, 1);
    assertThat(recorded.view().figures().earlyValidations()).isEmpty();
    assertThat(recorded.view().turns()).as("but its turns are told").hasSize(5);
  }

  @Test
  void aStageThatIsSentAgainTakesItsEpochsFromTheCheckpoint() {
    Recorded recorded = new Recorded("s").accepted().started(1, 1).early(1, 10, 0.05);
    recorded.epoch(1, 7, 0.1, 12).event(new StageCancelled(1, "last"));
    assertThat(recorded.view().state()).isEqualTo(StageState.CANCELLED);

    recorded.accepted().started(2, 1).epoch(1, 7, 0.1, 12);
    assertThat(recorded.view().epochsDone()).isEqualTo(1);
    assertThat(recorded.view().figures().earlyValidations()).hasSize(1);
  }

  @Test
  void earlyValidationsAreTheNewestUntilTheEpochEnds() {
    Recorded recorded = new Recorded("s").accepted().started(1, 1).early(1, 0, 0.01);
    recorded.early(1, 20, 0.02).early(1, 20, 0.03);
    assertThat(recorded.view().figures().earlyValidations())
        .extracting(StageProgress::getStep)
        .containsExactly(0, 20);
    assertThat(recorded.view().figures().validation()).contains(new Validation(9.0, 0.1, 0.03));
  }

  @Test
  void anAttemptWithinAnEpochKeepsTheEarlyValidationsBeforeIt() {
    Recorded recorded = new Recorded("s").accepted().started(1, 1).early(1, 0, 0.01);
    recorded.early(1, 20, 0.02).early(1, 30, 0.03).interrupted(1).started(1, 20, 2);
    assertThat(recorded.view().figures().earlyValidations())
        .extracting(StageProgress::getStep)
        .containsExactly(0, 20);
  }

  @Test
  void aRejectionIsTheLastWord() {
    Recorded recorded = new Recorded("s").event(new StageRejected(List.of(Recorded.DIED)));
    assertThat(recorded.view().state()).isEqualTo(StageState.REJECTED);
    assertThat(recorded.view().command()).isEmpty();
  }

  @Test
  void theLineageLeadsOverIdsAndBundles() {
    Recorded first = new Recorded("first").accepted().started(1, 1).completed();
    Recorded second = new Recorded("second").accepted("first").started(1, 1);
    Recorded third = new Recorded("third").accepted("d".repeat(64));
    Stages stages = Recorded.stages(first, second, third);
    assertThat(stages.lineage(second.view()))
        .extracting(StageView::stageId)
        .containsExactly("first", "second");
    assertThat(stages.lineage(third.view()))
        .extracting(StageView::stageId)
        .containsExactly("first", "third");
  }

  @Test
  void aCircleOfParentsEnds() {
    Stages stages =
        Recorded.stages(new Recorded("a").accepted("b"), new Recorded("b").accepted("a"));
    assertThat(stages.lineage(stages.named("a").orElseThrow()))
        .extracting(StageView::stageId)
        .containsExactly("b", "a");
  }

  private static List<Integer> epochs(Recorded recorded) {
    return recorded.view().figures().epochs().stream().map(EpochCompleted::getEpoch).toList();
  }
}
