package dev.cairn.train.stage;

import dev.cairn.pipeline.bundle.Bundle;
import dev.cairn.pipeline.bundle.BundleStore;
import dev.cairn.pipeline.bundle.FolderBundleStore;
import dev.cairn.schemas.avro.TrainStageCommand;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.train.dataset.Datasets;
import dev.cairn.train.trainer.Recipe;
import dev.cairn.train.trainer.TrainerJob;
import dev.cairn.train.trainer.TrainerProcess;
import dev.cairn.train.trainer.TrainerReport;
import java.io.IOException;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;

/**
 * Carries decisions out: writes their events, replays these, and then does what comes next. At most
 * one stage runs. For use by one thread.
 */
final class StageExecutor implements AutoCloseable {
  private final TrainWorkerSettings settings;
  private final BundleStore bundles;
  private final StagePlanner planner;
  private final TrainingJournal journal;
  private TrainingState state = TrainingState.EMPTY;
  private volatile Optional<RunningStage> running = Optional.empty();

  StageExecutor(TrainWorkerSettings settings, TrainingJournal journal) {
    this.settings = settings;
    this.journal = journal;
    bundles = new FolderBundleStore(settings.store());
    planner =
        new StagePlanner(
            new Datasets(settings.store(), settings.work(), settings.dataRoots()),
            settings.work(),
            bundles);
  }

  /** Starts over from what the events tell; nothing may be running. */
  void recover() {
    state = TrainingHistory.read(settings.kafka(), settings.topicPrefix());
  }

  Optional<RunningStage> running() {
    return running;
  }

  /**
   * A command has its turn.
   *
   * @param cancelled true when a later command cancels it
   * @return true when it is done, false when its stage is running now
   */
  boolean submit(
      PendingCommand pending,
      TrainStageCommand command,
      boolean cancelled,
      ConsumerGroupMetadata group) {
    StagePlan plan = planner.plan(state, command);
    Decision decision = StageDecider.onCommand(state, command, cancelled, plan);
    return carryOut(pending, command, decision, group);
  }

  /**
   * Takes what the trainer has reported.
   *
   * @return true when the stage has ended
   */
  boolean follow(RunningStage stage, ConsumerGroupMetadata group) {
    String stageId = stage.command().getStageId();
    boolean ended = false;
    for (TrainerReport report : stage.trainer().drain()) {
      Decision decision = StageDecider.onReport(state, stageId, report);
      ended |= carryOut(stage.pending(), stage.command(), decision, group);
    }
    return ended;
  }

  private boolean carryOut(
      PendingCommand pending,
      TrainStageCommand command,
      Decision decision,
      ConsumerGroupMetadata group) {
    return switch (decision.next()) {
      case Decision.Wait _ -> {
        append(command, decision);
        yield false;
      }
      case Decision.Train(StagePlan.Ready plan) -> {
        append(command, decision);
        Optional<Decision> failure = start(pending, command, plan);
        yield failure.isPresent() && carryOut(pending, command, failure.get(), group);
      }
      case Decision.Publish(TrainerReport.Finished finished) ->
          carryOut(pending, command, publish(command, finished), group);
      case Decision.End end -> {
        close();
        journal
            .end(pending, group, command, decision.events(), end.models())
            .forEach(event -> state = state.replay(event));
        yield true;
      }
    };
  }

  private void append(TrainStageCommand command, Decision decision) {
    journal.append(command, decision.events()).forEach(event -> state = state.replay(event));
  }

  private Optional<Decision> start(
      PendingCommand pending, TrainStageCommand command, StagePlan.Ready plan) {
    TrainerJob job =
        new TrainerJob(
            Recipe.of(command),
            settings.store(),
            settings.work(),
            settings.dataRoots(),
            plan.parent(),
            settings.threads());
    try {
      TrainerProcess trainer = TrainerProcess.start(job, settings.heapMib());
      running = Optional.of(new RunningStage(pending, command, trainer));
      return Optional.empty();
    } catch (CairnException e) {
      return Optional.of(failed(command, e.code(), e.getMessage()));
    } catch (IOException e) {
      return Optional.of(failed(command, ErrorCode.TRAINER_DIED, e.toString()));
    }
  }

  private Decision publish(TrainStageCommand command, TrainerReport.Finished finished) {
    try {
      Bundle bundle = bundles.publish(finished.bundle());
      return StageDecider.onPublished(command, finished, bundle.digest(), bundle.manifest());
    } catch (CairnException e) {
      return failed(command, e.code(), e.getMessage());
    } catch (IOException e) {
      return failed(command, ErrorCode.INTERNAL, e.toString());
    }
  }

  private Decision failed(TrainStageCommand command, ErrorCode code, String message) {
    return StageDecider.onReport(
        state, command.getStageId(), new TrainerReport.Failed(code, message));
  }

  /** Ends the trainer, if one works; its stage can go on from the last checkpoint. */
  @Override
  public void close() {
    running.ifPresent(stage -> stage.trainer().close());
    running = Optional.empty();
  }
}
