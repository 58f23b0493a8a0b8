package dev.cairn.standalone.training;

import dev.cairn.schemas.avro.EpochCompleted;
import dev.cairn.schemas.avro.StageAccepted;
import dev.cairn.schemas.avro.StageCancelled;
import dev.cairn.schemas.avro.StageCompleted;
import dev.cairn.schemas.avro.StageFailed;
import dev.cairn.schemas.avro.StageProgress;
import dev.cairn.schemas.avro.StageRejected;
import dev.cairn.schemas.avro.StageStarted;
import dev.cairn.schemas.avro.TrainStageCommand;
import dev.cairn.schemas.avro.TrainingEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A stage as its events tell it; immutable.
 *
 * @param command the one that was accepted last
 * @param started the last attempt
 * @param turns the events that changed where the stage stands, in order, those of earlier tries
 *     included
 * @param heard when its last event was sent
 * @param asked when its last command was sent, as far as it is known
 */
public record StageView(
    String modelName,
    String stageId,
    Optional<TrainStageCommand> command,
    Optional<StageStarted> started,
    StageFigures figures,
    List<TrainingEvent> turns,
    Instant heard,
    Instant asked) {

  /** A stage of which nothing has been heard. */
  public static StageView unheard(String modelName, String stageId) {
    return new StageView(
        modelName,
        stageId,
        Optional.empty(),
        Optional.empty(),
        StageFigures.NONE,
        List.of(),
        Instant.EPOCH,
        Instant.EPOCH);
  }

  /** This stage after one more command of it was sent. */
  StageView askedAt(Instant at) {
    return new StageView(modelName, stageId, command, started, figures, turns, heard, at);
  }

  /** This stage after one more event of it. */
  public StageView with(TrainingEvent event) {
    return switch (event.getEvent()) {
      case StageAccepted now ->
          turn(event, Optional.of(now.getCommand()), Optional.empty(), figures.acceptedAgain());
      case StageStarted now -> turn(event, command, Optional.of(now), figures.attempted(now));
      case StageProgress now when now.getToSearch() > 0 -> heard(event, figures.searching(now));
      case StageProgress now when now.getInterruption() == null -> heard(event, figures.at(now));
      case EpochCompleted now -> heard(event, figures.done(now));
      default -> turn(event, command, started, figures.atRest());
    };
  }

  private StageView turn(
      TrainingEvent event,
      Optional<TrainStageCommand> accepted,
      Optional<StageStarted> attempt,
      StageFigures known) {
    List<TrainingEvent> all = Stream.concat(turns.stream(), Stream.of(event)).toList();
    return new StageView(modelName, stageId, accepted, attempt, known, all, event.getAt(), asked);
  }

  private StageView heard(TrainingEvent event, StageFigures known) {
    return new StageView(modelName, stageId, command, started, known, turns, event.getAt(), asked);
  }

  /** A command after the last event of a stage that stands still has not had its turn. */
  public StageState state() {
    StageState told = told();
    return asked.isAfter(heard) && (turns.isEmpty() || !told.isOpen()) ? StageState.QUEUED : told;
  }

  private StageState told() {
    return switch (turns.isEmpty() ? null : turns.getLast().getEvent()) {
      case StageAccepted _ -> StageState.WAITING;
      case StageProgress _ -> StageState.INTERRUPTED;
      case StageCompleted _ -> StageState.COMPLETED;
      case StageFailed _ -> StageState.FAILED;
      case StageCancelled _ -> StageState.CANCELLED;
      case StageRejected _ -> StageState.REJECTED;
      case StageStarted now when epochsDone() >= now.getToEpoch() -> StageState.EXPORTING;
      case null, default -> StageState.TRAINING;
    };
  }

  /** The bundle that came of it. */
  public Optional<StageCompleted> completed() {
    return turns.isEmpty() || !(turns.getLast().getEvent() instanceof StageCompleted completed)
        ? Optional.empty()
        : Optional.of(completed);
  }

  /** The first epoch that the stage runs, in whichever attempt. */
  public int firstEpoch() {
    return command
        .map(TrainStageCommand::getStartFromEpoch)
        .or(() -> started.map(StageStarted::getFromEpoch))
        .orElse(1);
  }

  /** The last epoch that the stage runs; 0 when that is not known. */
  public int toEpoch() {
    return started.map(StageStarted::getToEpoch).or(() -> command.map(StageView::stop)).orElse(0);
  }

  private static int stop(TrainStageCommand command) {
    return command.getStopAtEpoch() == null ? command.getEpochs() : command.getStopAtEpoch();
  }

  /** The last epoch that needs nothing more; one before the first when there is none. */
  public int epochsDone() {
    if (figures.step().isPresent()) {
      return figures.step().get().getEpoch() - 1;
    }
    int announced = figures.lastEpoch().map(EpochCompleted::getEpoch).orElse(firstEpoch() - 1);
    return Math.max(announced, started.map(StageStarted::getFromEpoch).orElse(firstEpoch()) - 1);
  }

  /** Share of the stage's steps that are done, 0 to 1. */
  public double shareDone() {
    int epochs = toEpoch() - firstEpoch() + 1;
    double ofEpoch =
        figures
            .step()
            .filter(at -> at.getSteps() > 0)
            .map(at -> (double) at.getStep() / at.getSteps())
            .orElse(0.0);
    return epochs <= 0
        ? 0
        : Math.clamp((epochsDone() - firstEpoch() + 1 + ofEpoch) / epochs, 0.0, 1.0);
  }
}
