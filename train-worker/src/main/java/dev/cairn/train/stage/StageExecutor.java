package dev.cairn.train.stage;

import dev.cairn.pipeline.bundle.Bundle;
import dev.cairn.pipeline.bundle.BundleStore;
import dev.cairn.pipeline.bundle.FolderBundleStore;
import dev.cairn.schemas.avro.Fault;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.train.checkpoint.StageFolder;
import dev.cairn.train.dataset.Datasets;
import dev.cairn.train.roots.AllowedRoots;
import dev.cairn.train.trainer.Recipe;
import dev.cairn.train.trainer.TrainerGroup;
import dev.cairn.train.trainer.TrainerJob;
import dev.cairn.train.trainer.TrainerReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Carries decisions out: writes their events, replays these, and then does what comes next. At most
 * one stage runs. For use by one thread.
 */
final class StageExecutor implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(StageExecutor.class);

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
            new Parents(bundles, new AllowedRoots(AllowedRoots.Kind.MODEL, settings.modelRoots())),
            settings.capacity());
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
   * @return true when it is done, false when its stage is running now
   */
  boolean submit(Turn turn, CommitPoint done) {
    Decision decision =
        StageDecider.onCommand(
            state, turn.command(), turn.offset(), () -> planner.plan(state, turn.command()));
    return carryOut(turn, decision, done);
  }

  /**
   * A command is cancelled while no trainer works on it.
   *
   * @return true: it is done
   */
  boolean cancel(Turn turn, CommitPoint done) {
    Decision decision =
        StageDecider.onCancel(state, turn.command(), turn.offset(), checkpoint(turn));
    return carryOut(turn, decision, done);
  }

  /**
   * Goes on with the running stage: takes what its trainer has reported, or starts it.
   *
   * @return true when the stage has ended
   */
  boolean follow(RunningStage stage, boolean cancelled, CommitPoint done) {
    return switch (stage.work()) {
      case RunningStage.Training(TrainerGroup trainer) -> {
        if (cancelled) {
          trainer.cancel();
        }
        boolean ended = false;
        for (TrainerReport report : trainer.drain()) {
          ended |= carryOut(stage.turn(), onReport(stage.turn(), report), done);
        }
        yield ended;
      }
      case RunningStage.Waiting _ when cancelled -> cancel(stage.turn(), done);
      case RunningStage.Waiting(DiskRoom room) -> room.isFree() && start(stage, done);
    };
  }

  private Decision onReport(Turn turn, TrainerReport report) {
    StageRecord stage = state.stage(turn.stageId()).orElseThrow();
    return StageDecider.onReport(stage, report, checkpoint(turn));
  }

  private Optional<Path> checkpoint(Turn turn) {
    return Optional.of(turn.stageId())
        .filter(StageFolder::isName)
        .map(id -> StageFolder.of(settings.work(), id).lastCheckpoint())
        .filter(Files::exists);
  }

  private boolean carryOut(Turn turn, Decision decision, CommitPoint done) {
    return switch (decision.next()) {
      case Decision.Wait _ -> {
        append(turn, decision);
        yield false;
      }
      case Decision.Train(StagePlan.Ready plan) -> {
        append(turn, decision);
        running = Optional.of(new RunningStage(turn, plan, new RunningStage.Waiting(DiskRoom.ANY)));
        yield false;
      }
      case Decision.Retry(Fault after) -> {
        append(turn, decision);
        await(running.orElseThrow(), after);
        yield false;
      }
      case Decision.Publish(TrainerReport.Finished finished) ->
          carryOut(turn, publish(turn, finished), done);
      case Decision.End end -> {
        if (running.filter(stage -> stage.turn().equals(turn)).isPresent()) {
          close();
        }
        journal
            .end(turn.command(), decision.events(), end.models(), done)
            .forEach(event -> state = state.replay(event));
        yield true;
      }
    };
  }

  private void append(Turn turn, Decision decision) {
    journal.append(turn.command(), decision.events()).forEach(event -> state = state.replay(event));
  }

  private void await(RunningStage stage, Fault after) {
    close();
    boolean full = after.getCode().equals(ErrorCode.STORAGE_FULL.name());
    DiskRoom room =
        full
            ? DiskRoom.beyondNow(stage.plan().diskBytes(), settings.work(), settings.store())
            : DiskRoom.ANY;
    LOG.warnf(
        "Stage %s starts again%s after: %s",
        stage.turn().stageId(), full ? " when there is room, " + room + "," : "", after);
    running = Optional.of(stage.with(new RunningStage.Waiting(room)));
  }

  private boolean start(RunningStage stage, CommitPoint done) {
    Turn turn = stage.turn();
    TrainerJob job =
        new TrainerJob(
            Recipe.of(turn.command()),
            settings.store(),
            settings.work(),
            settings.dataRoots(),
            stage.plan().parent(),
            settings.device(),
            settings.capacity().hosts(),
            settings.capacity().threads(),
            turn.command().getFindOutliers(),
            settings.checkpointInterval().toSeconds());
    try {
      TrainerGroup trainer = TrainerGroup.start(job, settings.capacity().heapMib());
      running = Optional.of(stage.with(new RunningStage.Training(trainer)));
      return false;
    } catch (CairnException e) {
      return carryOut(turn, failed(turn, e), done);
    } catch (IOException e) {
      return carryOut(
          turn, failed(turn, new CairnException(ErrorCode.TRAINER_DIED, e.toString())), done);
    }
  }

  private Decision publish(Turn turn, TrainerReport.Finished finished) {
    try {
      Bundle bundle = bundles.publish(finished.bundle());
      return StageDecider.onPublished(turn.command(), finished, bundle.digest(), bundle.manifest());
    } catch (CairnException e) {
      return failed(turn, e);
    } catch (IOException e) {
      return failed(turn, new CairnException(ErrorCode.INTERNAL, e.toString()));
    }
  }

  private Decision failed(Turn turn, CairnException failure) {
    return onReport(turn, new TrainerReport.Failed(failure.code(), failure.getMessage()));
  }

  /** Ends the trainer, if one works; its stage can go on from the last checkpoint. */
  @Override
  public void close() {
    if (running.map(RunningStage::work).orElse(null) instanceof RunningStage.Training training) {
      training.trainer().close();
    }
    running = Optional.empty();
  }
}
