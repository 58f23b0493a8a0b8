package dev.cairn.train.stage;

import dev.cairn.schemas.avro.EpochCompleted;
import dev.cairn.schemas.avro.Fault;
import dev.cairn.schemas.avro.StageCompleted;
import dev.cairn.schemas.avro.StageProgress;
import dev.cairn.schemas.avro.StageStarted;
import dev.cairn.schemas.avro.Validation;
import dev.cairn.train.checkpoint.EpochMetrics;
import dev.cairn.train.checkpoint.ValidationFigures;
import dev.cairn.train.trainer.TrainerReport;

/** What trainers report, as events. */
final class ReportedEvents {
  private static final long NOT_SEARCHED = -1;

  private ReportedEvents() {}

  static StageStarted started(TrainerReport.Started started, Attempts attempts) {
    return StageStarted.newBuilder()
        .setClasses(started.classes())
        .setTrainImages(started.trainImages())
        .setValidationImages(started.validationImages())
        .setFromEpoch(started.fromEpoch())
        .setToEpoch(started.toEpoch())
        .setFromStep(started.fromStep())
        .setAttempt(attempts.number())
        .setAfter(attempts.last().orElse(null))
        .build();
  }

  static StageProgress progress(TrainerReport.Progress progress) {
    return StageProgress.newBuilder()
        .setEpoch(progress.epoch())
        .setStep(progress.step())
        .setSteps(progress.steps())
        .setLoss(progress.loss())
        .setImagesPerSecond(progress.imagesPerSecond())
        .setLearningRate(progress.learningRate())
        .setDataWaitShare(progress.dataWaitShare())
        .setValidation(progress.validation().map(ReportedEvents::validation).orElse(null))
        .build();
  }

  /** The epochs are done. */
  static StageProgress searching(StageRecord stage, TrainerReport.Searching searching) {
    return StageProgress.newBuilder()
        .setEpoch(stage.epoch())
        .setStep(0)
        .setSteps(0)
        .setLoss(Double.NaN)
        .setImagesPerSecond(searching.imagesPerSecond())
        .setSearched(searching.searched())
        .setToSearch(searching.images())
        .build();
  }

  /** The stage stands still in the epoch after the last one announced. */
  static StageProgress interruption(StageRecord stage, Fault why) {
    return StageProgress.newBuilder()
        .setEpoch(stage.epoch() + 1)
        .setStep(0)
        .setSteps(0)
        .setLoss(Double.NaN)
        .setImagesPerSecond(0)
        .setInterruption(why)
        .build();
  }

  static EpochCompleted epoch(EpochMetrics metrics) {
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

  static StageCompleted completed(TrainerReport.Finished finished, String bundleDigest) {
    return StageCompleted.newBuilder()
        .setBundleDigest(bundleDigest)
        .setParityError(finished.parityError())
        .setSeconds(finished.seconds())
        .setOutliers(finished.outliers().orElse(NOT_SEARCHED))
        .build();
  }

  private static Validation validation(ValidationFigures figures) {
    return new Validation(figures.loss(), figures.accuracy(), figures.gap());
  }
}
