package dev.cairn.standalone.training;

import dev.cairn.schemas.avro.StageStarted;
import java.util.Optional;

/** Why a stage does not simply train. */
final class StageNote {
  private StageNote() {}

  /** Empty when its figures say all. */
  static Optional<String> of(StageView stage, Stages stages) {
    return switch (stage.state()) {
      case QUEUED -> Optional.of("waits for its turn");
      case WAITING -> Optional.of(waitsFor(stage, stages).orElseGet(() -> lastTurn(stage)));
      case TRAINING -> laterAttempt(stage);
      case EXPORTING ->
          stage.figures().search().map(TrainingLine::what).or(() -> laterAttempt(stage));
      case INTERRUPTED, FAILED, CANCELLED, REJECTED -> Optional.of(lastTurn(stage));
      case COMPLETED -> Optional.empty();
    };
  }

  private static Optional<String> waitsFor(StageView stage, Stages stages) {
    return stages
        .parentOf(stage)
        .filter(parent -> parent.completed().isEmpty())
        .map(parent -> "waits for %s: %s".formatted(parent.stageId(), parent.state()));
  }

  private static String lastTurn(StageView stage) {
    return TrainingLine.what(stage.turns().getLast().getEvent());
  }

  private static Optional<String> laterAttempt(StageView stage) {
    return stage.started().filter(now -> now.getAttempt() > 1).map(StageNote::attempt);
  }

  private static String attempt(StageStarted started) {
    return started.getAfter() == null
        ? "attempt " + started.getAttempt()
        : "attempt %d, after: %s"
            .formatted(started.getAttempt(), TrainingLine.fault(started.getAfter()));
  }
}
