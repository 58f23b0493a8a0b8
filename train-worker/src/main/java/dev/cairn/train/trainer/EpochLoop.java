package dev.cairn.train.trainer;

import dev.cairn.train.checkpoint.Checkpoint;
import dev.cairn.train.checkpoint.CheckpointStore;
import dev.cairn.train.checkpoint.EpochMetrics;
import dev.cairn.train.checkpoint.EpochSums;
import dev.cairn.train.checkpoint.ValidationFigures;
import dev.cairn.train.schedule.WarmupCosine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The epochs of a stage: train, validate, keep a checkpoint, report. */
final class EpochLoop {
  private static final Logger LOG = Logger.getLogger(EpochLoop.class);

  private final StageContext stage;
  private final Recipe.Schedule schedule;
  private final String origin;
  private final CheckpointStore checkpoints;

  EpochLoop(StageContext stage, String origin) {
    this.stage = stage;
    this.schedule = stage.recipe().schedule();
    this.origin = origin;
    this.checkpoints = new CheckpointStore(stage.job().folder(), stage.recipe().keepEvery());
  }

  /**
   * Runs what is missing of the epochs.
   *
   * @return how far the stage is now; not at its end when it was told to stop
   */
  Checkpoint run() throws IOException, InterruptedException {
    Checkpoint reached = begin();
    int from = reached.nextEpoch(schedule.startFromEpoch());
    stage.report(
        new TrainerReport.Started(
            stage.data().classes().size(),
            stage.data().training().size(),
            stage.data().validation().size(),
            from,
            reached.begun().steps(),
            schedule.stopAtEpoch()));
    reached.epochs().forEach(metrics -> stage.report(new TrainerReport.EpochDone(metrics)));
    for (int epoch = from; epoch <= schedule.stopAtEpoch(); epoch++) {
      List<EpochMetrics> done = reached.epochs();
      double rate = learningRate(epoch);
      EpochTraining training =
          new EpochTraining(stage, epoch, rate, sums -> save(new Checkpoint(origin, done, sums)));
      EpochTraining.Result trained = training.run(reached.begun());
      if (trained.stopped()) {
        return save(new Checkpoint(origin, done, trained.sums()));
      }
      reached = finish(done, epoch, rate, trained.sums());
    }
    return reached;
  }

  /** From the last checkpoint, from the parent, or from new weights. */
  private Checkpoint begin() throws IOException {
    Optional<Checkpoint> resumed = checkpoints.resume(stage.model(), origin);
    if (resumed.isEmpty() && stage.job().parent().isPresent()) {
      stage.job().parent().get().loadInto(stage.model());
    }
    return resumed.orElse(new Checkpoint(origin, List.of(), EpochSums.NONE));
  }

  private double learningRate(int epoch) {
    return new WarmupCosine(schedule.epochs(), schedule.initialLearningRate())
        .rate(epoch, schedule.startFromEpoch());
  }

  private Checkpoint finish(List<EpochMetrics> done, int epoch, double rate, EpochSums sums)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    ValidationFigures validation = Validation.of(stage, epoch);
    EpochMetrics metrics =
        new EpochMetrics(
            epoch,
            rate,
            sums.figures(),
            validation,
            PeakMemory.ofProcess(ProcessHandle.current().pid()),
            (sums.nanos() + System.nanoTime() - start) / 1e9);
    List<EpochMetrics> epochs = new ArrayList<>(done);
    epochs.add(metrics);
    Checkpoint checkpoint = save(new Checkpoint(origin, epochs, EpochSums.NONE));
    stage.report(new TrainerReport.EpochDone(metrics));
    LOG.infof("%s", metrics);
    return checkpoint;
  }

  /** All ranks have the same weights, so one of them writes them. */
  private Checkpoint save(Checkpoint checkpoint) throws IOException {
    if (stage.isFirstRank()) {
      checkpoints.save(stage.model(), checkpoint);
    }
    return checkpoint;
  }
}
