package dev.cairn.train.trainer;

import dev.cairn.train.checkpoint.TrainingFigures;
import dev.cairn.train.dataset.BatchStream;
import dev.cairn.train.dataset.LabelledBatch;
import dev.cairn.train.torch.TrainableModel;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The training half of one epoch. */
final class EpochTraining {
  private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(1);

  /**
   * What came of it.
   *
   * @param complete false when it was cancelled
   */
  record Result(boolean complete, int steps, TrainingFigures figures) {}

  private final TrainableModel model;
  private final Consumer<TrainerReport> reports;
  private final BooleanSupplier cancelled;

  EpochTraining(TrainableModel model, Consumer<TrainerReport> reports, BooleanSupplier cancelled) {
    this.model = model;
    this.reports = reports;
    this.cancelled = cancelled;
  }

  /**
   * @param planned number of batches, for the reports
   * @throws dev.cairn.schemas.error.CairnException with {@code DATASET_INVALID} when hardly any
   *     photograph is usable
   */
  Result run(int epoch, double learningRate, int planned, BatchStream batches)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    long reported = start;
    long images = 0;
    int steps = 0;
    double lossSum = 0;
    Optional<LabelledBatch> next = batches.next();
    while (next.isPresent() && !cancelled.getAsBoolean()) {
      int[] labels = next.get().labels();
      model.accumulate(next.get().pixels(), labels);
      double loss = model.step(learningRate, false).meanLoss();
      lossSum += loss * labels.length;
      images += labels.length;
      steps++;
      long now = System.nanoTime();
      if (now - reported >= PROGRESS_NANOS) {
        reported = now;
        double nanos = now - start;
        reports.accept(
            new TrainerReport.Progress(
                epoch,
                steps,
                planned,
                learningRate,
                loss,
                images * 1e9 / nanos,
                batches.waitNanos() / nanos,
                Optional.empty()));
      }
      next = batches.next();
    }
    long nanos = System.nanoTime() - start;
    return new Result(
        next.isEmpty(),
        steps,
        new TrainingFigures(
            lossSum / images, images * 1e9 / nanos, (double) batches.waitNanos() / nanos, 0, 0));
  }
}
