package dev.cairn.train.stage;

import dev.cairn.pipeline.bundle.EnsembleDigest;
import dev.cairn.pipeline.bundle.Manifest;
import dev.cairn.schemas.avro.EnsemblePublished;
import dev.cairn.schemas.avro.Fault;
import dev.cairn.schemas.avro.ModelPublished;
import dev.cairn.schemas.avro.StageAccepted;
import dev.cairn.schemas.avro.StageCancelled;
import dev.cairn.schemas.avro.StageFailed;
import dev.cairn.schemas.avro.StageRejected;
import dev.cairn.schemas.avro.TrainStageCommand;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.train.trainer.TrainerReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;

/**
 * Decides what follows from commands and reports. Changes nothing itself: the same state and input
 * give the same decision, after a restart too.
 */
final class StageDecider {

  private StageDecider() {}

  /**
   * A command has its turn.
   *
   * @param offset of the command in its topic
   * @param plan asked for only when the stage is to run; faults of a stage that was accepted before
   *     arose later, for instance when its dataset was deleted
   */
  static Decision onCommand(
      TrainingState state, TrainStageCommand command, long offset, Supplier<StagePlan> plan) {
    Optional<StageRecord> known = state.stage(command.getStageId());
    if (known.isPresent() && !known.get().isOf(command.getModelName())) {
      return Decision.end(new StageRejected(List.of(taken(command, known.get()))));
    }
    if (known.isPresent() && known.get().isDone(offset)) {
      return Decision.end();
    }
    boolean open = known.filter(StageRecord::isOpen).isPresent();
    return switch (plan.get()) {
      case StagePlan.Faulty(List<Fault> faults) ->
          Decision.end(open ? new StageFailed(faults.getFirst()) : new StageRejected(faults));
      case StagePlan.Ready ready when open -> Decision.of(new Decision.Train(ready));
      case StagePlan.Ready ready ->
          Decision.of(
              new Decision.Train(ready), new StageAccepted(command, ready.memory(), offset));
    };
  }

  private static Fault taken(TrainStageCommand command, StageRecord other) {
    return new Fault(
        ErrorCode.STAGE_OPTION_INVALID.name(),
        "Stage id '%s' belongs to model '%s'; choose another"
            .formatted(command.getStageId(), other.command().getModelName()));
  }

  /**
   * A command is cancelled while no trainer works on it.
   *
   * @param checkpoint of what is done
   */
  static Decision onCancel(
      TrainingState state, TrainStageCommand command, long offset, Optional<Path> checkpoint) {
    Optional<StageRecord> known = state.stage(command.getStageId());
    if (known.isPresent()
        && (!known.get().isOf(command.getModelName()) || known.get().isDone(offset))) {
      return Decision.end();
    }
    if (known.filter(StageRecord::isOpen).isPresent()) {
      return Decision.end(cancelled(known.get().epoch(), checkpoint));
    }
    int before = StageRecord.accepted(command, offset).epoch();
    return Decision.end(
        new StageAccepted(command, null, offset), cancelled(before, Optional.empty()));
  }

  private static StageCancelled cancelled(int afterEpoch, Optional<Path> checkpoint) {
    return new StageCancelled(afterEpoch, checkpoint.map(Path::toString).orElse(null));
  }

  /**
   * The trainer of an open stage reports. Epochs that were announced before are passed over.
   *
   * @param checkpoint of what is done
   */
  static Decision onReport(StageRecord stage, TrainerReport report, Optional<Path> checkpoint) {
    return switch (report) {
      case TrainerReport.Started started ->
          Decision.of(new Decision.Wait(), ReportedEvents.started(started, stage.attempts()));
      case TrainerReport.Progress progress ->
          Decision.of(new Decision.Wait(), ReportedEvents.progress(progress));
      case TrainerReport.Searching searching ->
          Decision.of(new Decision.Wait(), ReportedEvents.searching(stage, searching));
      case TrainerReport.EpochDone done when done.metrics().epoch() <= stage.epoch() ->
          Decision.of(new Decision.Wait());
      case TrainerReport.EpochDone done ->
          Decision.of(new Decision.Wait(), ReportedEvents.epoch(done.metrics()));
      case TrainerReport.Finished finished -> Decision.of(new Decision.Publish(finished));
      case TrainerReport.Cancelled cancelled ->
          Decision.end(cancelled(cancelled.afterEpoch(), checkpoint));
      case TrainerReport.Failed failed -> failed(stage, failed);
    };
  }

  /** What a stage cannot help is tried again; what it would only meet again ends it. */
  private static Decision failed(StageRecord stage, TrainerReport.Failed failed) {
    boolean died = failed.code() == ErrorCode.TRAINER_DIED || failed.code() == ErrorCode.RANK_LOST;
    boolean givenUp = died && stage.attempts().isLast();
    String reason = givenUp ? "No attempt came to a new checkpoint. The last: " : "";
    Fault fault = new Fault(failed.code().name(), reason + failed.message());
    return (died && !givenUp) || failed.code() == ErrorCode.STORAGE_FULL
        ? Decision.of(new Decision.Retry(fault), ReportedEvents.interruption(stage, fault))
        : Decision.end(new StageFailed(fault));
  }

  /** The finished bundle is in the store. */
  static Decision onPublished(
      TrainStageCommand command,
      TrainerReport.Finished finished,
      String bundleDigest,
      Manifest manifest) {
    List<SpecificRecord> models = new ArrayList<>();
    models.add(
        new ModelPublished(
            command.getModelName(),
            bundleDigest,
            manifest.architecture(),
            manifest.imageSize(),
            command.getStageId(),
            manifest.parentDigest().orElse(null)));
    if (command.getPromoteTo() != null) {
      List<String> bundles = List.of(bundleDigest);
      models.add(
          new EnsemblePublished(
              command.getPromoteTo(), EnsembleDigest.of(bundles), bundles, null, List.of()));
    }
    return new Decision(
        List.of(ReportedEvents.completed(finished, bundleDigest)), new Decision.End(models));
  }
}
