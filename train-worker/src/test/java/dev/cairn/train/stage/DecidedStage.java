package dev.cairn.train.stage;

import dev.cairn.schemas.avro.MemoryNeed;
import dev.cairn.schemas.avro.TrainStageCommand;
import dev.cairn.schemas.avro.TrainingEvent;
import dev.cairn.train.checkpoint.EpochMetrics;
import dev.cairn.train.checkpoint.TrainingFigures;
import dev.cairn.train.checkpoint.ValidationFigures;
import dev.cairn.train.trainer.TrainerReport;
import java.time.Instant;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** A stage of two epochs whose decisions are replayed as they fall. */
abstract class DecidedStage {
  static final TrainStageCommand COMMAND = Commands.train("s1").setPromoteTo("default").build();
  static final MemoryNeed MEMORY = new MemoryNeed(1L, 2L, 3L, 4L, 5L, 6L);
  static final StagePlan.Ready READY = new StagePlan.Ready(Optional.empty(), MEMORY);
  static final long OFFSET = 7;

  TrainingState state = TrainingState.EMPTY;

  Decision command(StagePlan plan) {
    return StageDecider.onCommand(state, COMMAND, OFFSET, () -> plan);
  }

  Decision report(TrainerReport report) {
    return StageDecider.onReport(state.stage("s1").orElseThrow(), report, Optional.empty());
  }

  static TrainerReport started(int fromEpoch) {
    return new TrainerReport.Started(2, 8, 4, fromEpoch, 0, 2);
  }

  /** What the worker does with a decision, and recovery with the topic. */
  Decision apply(Decision decision) {
    for (SpecificRecord body : decision.events()) {
      state = state.replay(new TrainingEvent("b0", "s1", Instant.EPOCH, body));
    }
    return decision;
  }

  static TrainerReport epoch(int epoch) {
    TrainingFigures training = new TrainingFigures(2, 9, 0.1, 3, 7);
    ValidationFigures validation = new ValidationFigures(1.5, 0.5, 0.25);
    return new TrainerReport.EpochDone(
        new EpochMetrics(epoch, 1e-4, training, validation, 1000, 60));
  }
}
