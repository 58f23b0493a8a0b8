package dev.cairn.train.trainer;

import dev.cairn.train.checkpoint.Checkpoint;
import dev.cairn.train.checkpoint.CheckpointStore;
import dev.cairn.train.checkpoint.EpochMetrics;
import dev.cairn.train.checkpoint.ValidationFigures;
import dev.cairn.train.dataset.BatchLoader;
import dev.cairn.train.dataset.BatchPlan;
import dev.cairn.train.dataset.StageData;
import dev.cairn.train.schedule.WarmupCosine;
import dev.cairn.train.torch.TrainableModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** The epochs of a stage: train, validate, keep a checkpoint, report. */
final class EpochLoop {
  private static final Logger LOG = Logger.getLogger(EpochLoop.class);

  private final TrainerJob job;
  private final Recipe recipe;
  private final String origin;
  private final TrainableModel model;
  private final StageData data;
  private final BatchLoader loader;
  private final Consumer<TrainerReport> reports;
  private final BooleanSupplier cancelled;
  private final CheckpointStore checkpoints;

  EpochLoop(
      TrainerJob job,
      String origin,
      TrainableModel model,
      StageData data,
      BatchLoader loader,
      Consumer<TrainerReport> reports,
      BooleanSupplier cancelled) {
    this.job = job;
    this.recipe = job.recipe();
    this.origin = origin;
    this.model = model;
    this.data = data;
    this.loader = loader;
    this.reports = reports;
    this.cancelled = cancelled;
    this.checkpoints = new CheckpointStore(job.folder());
  }

  /**
   * Runs the epochs that are missing.
   *
   * @return all epochs that are done, in whichever process; not all of them when cancelled
   */
  List<EpochMetrics> run() throws IOException, InterruptedException {
    Optional<Checkpoint> resumed = checkpoints.resume(model, origin);
    List<EpochMetrics> epochs = new ArrayList<>(resumed.map(Checkpoint::epochs).orElse(List.of()));
    long steps = resumed.map(Checkpoint::steps).orElse(0L);
    int from = epochs.isEmpty() ? recipe.startFromEpoch() : epochs.getLast().epoch() + 1;
    if (resumed.isEmpty() && job.parent().isPresent()) {
      job.parent().get().loadInto(model);
    }
    reports.accept(
        new TrainerReport.Started(
            data.classes().size(),
            data.training().size(),
            data.validation().size(),
            from,
            recipe.stopAtEpoch()));
    epochs.forEach(metrics -> reports.accept(new TrainerReport.EpochDone(metrics)));
    for (int epoch = from; epoch <= recipe.stopAtEpoch(); epoch++) {
      long start = System.nanoTime();
      double rate = learningRate(epoch);
      EpochTraining.Result trained = train(epoch, rate);
      if (!trained.complete()) {
        break;
      }
      ValidationFigures validation = validate();
      EpochMetrics metrics =
          new EpochMetrics(
              epoch,
              rate,
              trained.figures(),
              validation,
              PeakMemory.ofProcess(ProcessHandle.current().pid()),
              (System.nanoTime() - start) / 1e9);
      epochs.add(metrics);
      steps += trained.steps();
      checkpoints.save(model, new Checkpoint(origin, steps, epochs));
      reports.accept(new TrainerReport.EpochDone(metrics));
      LOG.infof("%s", metrics);
    }
    return epochs;
  }

  private double learningRate(int epoch) {
    return new WarmupCosine(recipe.epochs(), recipe.initialLearningRate())
        .rate(epoch, recipe.startFromEpoch());
  }

  private EpochTraining.Result train(int epoch, double rate)
      throws IOException, InterruptedException {
    BatchPlan plan =
        BatchPlan.training(data.training(), recipe.batchSize(), recipe.seed(), epoch, 0, 1);
    return new EpochTraining(model, reports, cancelled)
        .run(epoch, rate, plan.batches(), loader.load(plan, 0));
  }

  private ValidationFigures validate() throws IOException, InterruptedException {
    BatchPlan plan = BatchPlan.inOrder(data.validation(), recipe.batchSize());
    return Validation.of(model, loader.load(plan, 0));
  }
}
