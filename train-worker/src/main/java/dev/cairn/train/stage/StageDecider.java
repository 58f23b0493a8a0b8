package dev.cairn.train.stage;

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
import dev.cairn.train.checkpoint.EpochMetrics;
import dev.cairn.train.checkpoint.ValidationFigures;
import dev.cairn.train.trainer.TrainerReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
   * @param cancelled true when a later command cancels it
   * @param plan faults of a stage that was accepted before arose later, for instance when its
   *     dataset was deleted
   */
  static Decision onCommand(
      TrainingState state, TrainStageCommand command, boolean cancelled, StagePlan plan) {
    Optional<StageRecord> known = state.stage(command.getStageId());
    if (known.isPresent() && !known.get().isOf(command.getModelName())) {
      return Decision.end(new StageRejected(List.of(taken(command, known.get()))));
    }
    if (known.isPresent() && !known.get().isOpen()) {
      return Decision.end();
    }
    return switch (plan) {
      case StagePlan.Faulty(List<Fault> faults) ->
          Decision.end(
              known.isEmpty() ? new StageRejected(faults) : new StageFailed(faults.getFirst()));
      case StagePlan.Ready ready -> onValid(known, command, cancelled, ready);
    };
  }

  private static Fault taken(TrainStageCommand command, StageRecord other) {
    return new Fault(
        ErrorCode.STAGE_OPTION_INVALID.name(),
        "Stage id '%s' belongs to model '%s'; choose another"
            .formatted(command.getStageId(), other.command().getModelName()));
  }

  private static Decision onValid(
      Optional<StageRecord> known,
      TrainStageCommand command,
      boolean cancelled,
      StagePlan.Ready plan) {
    List<SpecificRecord> events = new ArrayList<>();
    if (known.isEmpty()) {
      events.add(StageAccepted.newBuilder().setCommand(command).build());
    }
    if (cancelled) {
      events.add(new StageCancelled(known.orElse(StageRecord.accepted(command)).epoch()));
    }
    return new Decision(events, cancelled ? new Decision.End(List.of()) : new Decision.Train(plan));
  }

  /** The trainer of an open stage reports. Epochs that were announced before are passed over. */
  static Decision onReport(TrainingState state, String stageId, TrainerReport report) {
    return switch (report) {
      case TrainerReport.Started started ->
          Decision.of(
              new Decision.Wait(),
              StageStarted.newBuilder()
                  .setClasses(started.classes())
                  .setTrainImages(started.trainImages())
                  .setValidationImages(started.validationImages())
                  .setFromEpoch(started.fromEpoch())
                  .setToEpoch(started.toEpoch())
                  .build());
      case TrainerReport.Progress progress ->
          Decision.of(
              new Decision.Wait(),
              StageProgress.newBuilder()
                  .setEpoch(progress.epoch())
                  .setStep(progress.step())
                  .setSteps(progress.steps())
                  .setLoss(progress.loss())
                  .setImagesPerSecond(progress.imagesPerSecond())
                  .setLearningRate(progress.learningRate())
                  .setDataWaitShare(progress.dataWaitShare())
                  .setValidation(progress.validation().map(StageDecider::validation).orElse(null))
                  .build());
      case TrainerReport.EpochDone done -> {
        int announced = state.stage(stageId).map(StageRecord::epoch).orElse(0);
        yield done.metrics().epoch() <= announced
            ? Decision.of(new Decision.Wait())
            : Decision.of(new Decision.Wait(), completed(done.metrics()));
      }
      case TrainerReport.Finished finished -> Decision.of(new Decision.Publish(finished));
      case TrainerReport.Cancelled cancelled ->
          Decision.end(new StageCancelled(cancelled.afterEpoch()));
      case TrainerReport.Failed failed ->
          Decision.end(new StageFailed(new Fault(failed.code().name(), failed.message())));
    };
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
          new EnsemblePublished(command.getPromoteTo(), EnsembleDigest.of(bundles), bundles));
    }
    return new Decision(
        List.of(
            StageCompleted.newBuilder()
                .setBundleDigest(bundleDigest)
                .setParityError(finished.parityError())
                .setSeconds(finished.seconds())
                .setOutliers(finished.outliers())
                .build()),
        new Decision.End(models));
  }

  private static EpochCompleted completed(EpochMetrics metrics) {
    return EpochCompleted.newBuilder()
        .setEpoch(metrics.epoch())
        .setLearningRate(metrics.learningRate())
        .setTrainLoss(metrics.training().loss())
        .setValidationLoss(metrics.validation().loss())
        .setAccuracy(metrics.validation().accuracy())
        .setGap(metrics.validation().gap())
        .setImagesPerSecond(metrics.training().imagesPerSecond())
        .setDataWaitShare(metrics.training().dataWaitShare())
        .setPeakMemoryBytes(metrics.peakMemoryBytes())
        .setRejectedImages(metrics.training().rejectedImages())
        .setMaxGradientNorm(metrics.training().maxGradientNorm())
        .setSeconds(metrics.seconds())
        .build();
  }

  private static Validation validation(ValidationFigures figures) {
    return new Validation(figures.loss(), figures.accuracy(), figures.gap());
  }
}
