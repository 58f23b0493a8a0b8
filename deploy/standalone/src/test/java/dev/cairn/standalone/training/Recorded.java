package dev.cairn.standalone.training;

import dev.cairn.schemas.avro.EpochCompleted;
import dev.cairn.schemas.avro.Fault;
import dev.cairn.schemas.avro.Precision;
import dev.cairn.schemas.avro.StageAccepted;
import dev.cairn.schemas.avro.StageCompleted;
import dev.cairn.schemas.avro.StageFailed;
import dev.cairn.schemas.avro.StageProgress;
import dev.cairn.schemas.avro.StageStarted;
import dev.cairn.schemas.avro.TrainStageCommand;
import dev.cairn.schemas.avro.TrainingEvent;
import dev.cairn.schemas.avro.Validation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Events of model {@code b0} as a worker sends them, a second apart: 1,000 training and 100
 * validation images, 4 epochs of 50 steps.
 */
public final class Recorded {
  public static final Instant START = Instant.parse("2026-01-05T03:04:05Z");
  public static final Fault DIED = new Fault("TRAINER_DIED", "the trainer ended\nwith signal 9");

  private final List<TrainingEvent> events = new ArrayList<>();
  private final String stageId;
  private Instant now = START;

  public Recorded(String stageId) {
    this.stageId = stageId;
  }

  public Recorded event(Object event) {
    events.add(new TrainingEvent("b0", stageId, now, event));
    now = now.plusSeconds(1);
    return this;
  }

  public Recorded accepted() {
    return accepted(null);
  }

  public Recorded accepted(String loadFrom) {
    return event(new StageAccepted(command(loadFrom), null, 7L));
  }

  public TrainStageCommand command(String loadFrom) {
    return TrainStageCommand.newBuilder()
        .setModelName("b0")
        .setStageId(stageId)
        .setArchitecture("tf_efficientnet_b0")
        .setDataset("batch:1")
        .setImageSize(64)
        .setBatchSize(20)
        .setEpochs(4)
        .setInitialLearningRate(1e-4)
        .setLoadFrom(loadFrom)
        // Avro would take the default from another class loader.
        .setPrecision(Precision.FLOAT32)
        .build();
  }

  public Recorded started(int fromEpoch, int attempt) {
    return started(fromEpoch, 0, attempt);
  }

  public Recorded started(int fromEpoch, int fromStep, int attempt) {
    return event(
        StageStarted.newBuilder()
            .setClasses(10)
            .setTrainImages(1000)
            .setValidationImages(100)
            .setFromEpoch(fromEpoch)
            .setToEpoch(4)
            .setFromStep(fromStep)
            .setAttempt(attempt)
            .setAfter(attempt == 1 ? null : DIED)
            .build());
  }

  public Recorded step(int epoch, int step, double imagesPerSecond) {
    return event(progress(epoch, step, imagesPerSecond).build());
  }

  public Recorded early(int epoch, int step, double gap) {
    return event(progress(epoch, step, 100).setValidation(new Validation(9.0, 0.1, gap)).build());
  }

  public Recorded interrupted(int epoch) {
    return event(
        progress(epoch, 0, 0).setSteps(0).setLoss(Double.NaN).setInterruption(DIED).build());
  }

  private static StageProgress.Builder progress(int epoch, int step, double imagesPerSecond) {
    return StageProgress.newBuilder()
        .setEpoch(epoch)
        .setStep(step)
        .setSteps(50)
        .setLoss(8.0 / epoch)
        .setImagesPerSecond(imagesPerSecond)
        .setLearningRate(1e-3)
        .setDataWaitShare(0.25);
  }

  /**
   * @param seconds training and validation
   */
  public Recorded epoch(int epoch, double validationLoss, double gap, double seconds) {
    return event(
        EpochCompleted.newBuilder()
            .setEpoch(epoch)
            .setLearningRate(1e-3 / epoch)
            .setTrainLoss(8.0 / epoch)
            .setValidationLoss(validationLoss)
            .setAccuracy(gap)
            .setGap(gap)
            .setImagesPerSecond(100)
            .setDataWaitShare(0.25)
            .setPeakMemoryBytes(3L << 30)
            .setRejectedImages(2)
            .setMaxGradientNorm(1.5)
            .setSeconds(seconds)
            .build());
  }

  public Recorded searching(int searched, double imagesPerSecond) {
    return event(
        progress(4, 0, imagesPerSecond)
            .setSteps(0)
            .setLoss(Double.NaN)
            .setSearched(searched)
            .setToSearch(1000)
            .build());
  }

  public Recorded completed() {
    return event(new StageCompleted("d".repeat(64), 1e-7, 60.0, 3L));
  }

  public Recorded failed() {
    return event(new StageFailed(DIED));
  }

  public List<TrainingEvent> events() {
    return List.copyOf(events);
  }

  /** When the last event was sent. */
  public Instant last() {
    return events.getLast().getAt();
  }

  public StageView view() {
    return stages().named(stageId).orElseThrow();
  }

  public Stages stages() {
    return stages(this);
  }

  public static Stages stages(Recorded... all) {
    Stages stages = new Stages();
    for (Recorded recorded : all) {
      recorded.events.forEach(stages::add);
    }
    return stages;
  }
}
