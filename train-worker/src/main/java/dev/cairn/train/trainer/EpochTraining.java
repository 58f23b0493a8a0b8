package dev.cairn.train.trainer;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.train.checkpoint.EpochSums;
import dev.cairn.train.checkpoint.ValidationFigures;
import dev.cairn.train.dataset.BatchPlan;
import dev.cairn.train.dataset.BatchStream;
import dev.cairn.train.dataset.LabelledBatch;
import dev.cairn.train.torch.StepResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The training half of one epoch, from its beginning or from where a checkpoint left it. */
final class EpochTraining {
  private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Keeps what is done of the epoch. */
  @FunctionalInterface
  interface Checkpoints {
    void save(EpochSums sums) throws IOException;
  }

  /**
   * What came of it.
   *
   * @param stopped when the stage was told to end, on whichever rank; the last step is done
   */
  record Result(boolean stopped, EpochSums sums) {}

  private final StageContext stage;
  private final int epoch;
  private final double learningRate;
  private final Checkpoints checkpoints;
  private final BatchPlan plan;
  private final int batchesPerStep;
  private final int steps;
  private final long checkpointNanos;
  private long reported;
  private long saved;

  EpochTraining(StageContext stage, int epoch, double learningRate, Checkpoints checkpoints) {
    this.stage = stage;
    this.epoch = epoch;
    this.learningRate = learningRate;
    this.checkpoints = checkpoints;
    Recipe recipe = stage.recipe();
    this.plan =
        BatchPlan.training(
            stage.data().training(),
            recipe.batches().size(),
            recipe.seed(),
            epoch,
            stage.ranks().rank(),
            stage.ranks().worldSize());
    this.batchesPerStep = recipe.batches().perStep();
    this.steps = Math.ceilDiv(plan.batches(), batchesPerStep);
    this.checkpointNanos = TimeUnit.SECONDS.toNanos(stage.job().checkpointSeconds());
  }

  /**
   * Does the steps that are missing.
   *
   * @param begun what is done of the epoch
   * @throws CairnException {@code DATASET_INVALID} when hardly any photograph is usable, {@code
   *     LOSS_NOT_FINITE} with the step and its images
   */
  Result run(EpochSums begun) throws IOException, InterruptedException {
    EpochSums sums = begun;
    boolean stopped = false;
    reported = System.nanoTime();
    saved = reported;
    if (sums.steps() == 0) {
      validateEarly(sums, Double.NaN);
    }
    BatchStream batches = stage.loader().load(plan, sums.steps() * batchesPerStep);
    while (sums.steps() < steps && !stopped) {
      long start = System.nanoTime();
      long waited = batches.waitNanos();
      StepResult step = step(batches, sums.steps() + 1);
      sums = sums.plus(step, batches.waitNanos() - waited, System.nanoTime() - start);
      stopped = step.stopWanted();
      if (!validateEarly(sums, step.meanLoss())) {
        reportInTime(sums, step.meanLoss());
      }
      saveInTime(sums);
    }
    return new Result(stopped, sums);
  }

  private StepResult step(BatchStream batches, int number)
      throws IOException, InterruptedException {
    List<String> imageIds = new ArrayList<>();
    int unusable = 0;
    Optional<LabelledBatch> next = Optional.empty();
    for (int i = 0; i < batchesPerStep && (i == 0 || next.isPresent()); i++) {
      next = batches.next();
      if (next.isPresent()) {
        stage.model().accumulate(next.get().pixels(), next.get().labels());
        imageIds.addAll(next.get().imageIds());
        unusable += next.get().unusable();
      }
    }
    try {
      return stage.model().step(learningRate, stage.cancelled().getAsBoolean(), unusable);
    } catch (CairnException e) {
      throw NonFiniteLoss.explain(
          e, stage, "Epoch %d, step %d of %d".formatted(epoch, number, steps), imageIds);
    }
  }

  /** Returns whether it was the time for it. */
  private boolean validateEarly(EpochSums sums, double loss)
      throws IOException, InterruptedException {
    boolean due =
        epoch == stage.recipe().schedule().startFromEpoch()
            && stage.recipe().validation().earlySteps().contains(sums.steps());
    if (due) {
      report(sums, loss, Optional.of(Validation.of(stage, epoch)));
    }
    return due;
  }

  private void reportInTime(EpochSums sums, double loss) {
    if (System.nanoTime() - reported >= PROGRESS_NANOS) {
      report(sums, loss, Optional.empty());
    }
  }

  private void report(EpochSums sums, double loss, Optional<ValidationFigures> validation) {
    reported = System.nanoTime();
    stage.report(
        new TrainerReport.Progress(
            epoch,
            sums.steps(),
            steps,
            learningRate,
            loss,
            sums.imagesPerSecond(),
            sums.dataWaitShare(),
            validation));
  }

  private void saveInTime(EpochSums sums) throws IOException {
    if (System.nanoTime() - saved >= checkpointNanos) {
      checkpoints.save(sums);
      saved = System.nanoTime();
    }
  }
}
