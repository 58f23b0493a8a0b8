package dev.cairn.train.stage;

import dev.cairn.schemas.avro.EpochCompleted;
import dev.cairn.schemas.avro.StageAccepted;
import dev.cairn.schemas.avro.StageCancelled;
import dev.cairn.schemas.avro.StageCompleted;
import dev.cairn.schemas.avro.StageFailed;
import dev.cairn.schemas.avro.StageProgress;
import dev.cairn.schemas.avro.StageStarted;
import dev.cairn.schemas.avro.TrainingEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * All stages that were ever accepted, by id; what the training-events topic adds up to.
 *
 * <p>Immutable: {@link #replay} gives the state after one more event. A rejected command leaves no
 * trace, so its id may be sent again with better options.
 */
record TrainingState(Map<String, StageRecord> stages) {
  static final TrainingState EMPTY = new TrainingState(Map.of());

  TrainingState {
    stages = Map.copyOf(stages);
  }

  Optional<StageRecord> stage(String stageId) {
    return Optional.ofNullable(stages.get(stageId));
  }

  TrainingState replay(TrainingEvent message) {
    String stageId = message.getStageId();
    return switch (message.getEvent()) {
      case StageAccepted accepted ->
          with(stageId, StageRecord.accepted(accepted.getCommand(), accepted.getCommandOffset()));
      case StageStarted started ->
          change(
              stageId,
              s ->
                  s.withAttempts(
                      s.attempts().startedAt(started.getFromEpoch(), started.getFromStep())));
      case StageProgress progress when progress.getInterruption() != null ->
          change(
              stageId, s -> s.withAttempts(s.attempts().interrupted(progress.getInterruption())));
      case EpochCompleted done -> change(stageId, stage -> stage.withEpoch(done.getEpoch()));
      case StageCompleted done -> change(stageId, s -> s.completed(done.getBundleDigest()));
      case StageFailed _ -> change(stageId, stage -> stage.ended(StageRecord.Status.FAILED));
      case StageCancelled _ -> change(stageId, stage -> stage.ended(StageRecord.Status.CANCELLED));
      default -> this; // rejections and progress change nothing that is decided on
    };
  }

  private TrainingState change(String stageId, UnaryOperator<StageRecord> change) {
    return stage(stageId).map(stage -> with(stageId, change.apply(stage))).orElse(this);
  }

  private TrainingState with(String stageId, StageRecord stage) {
    Map<String, StageRecord> next = new HashMap<>(stages);
    next.put(stageId, stage);
    return new TrainingState(next);
  }
}
