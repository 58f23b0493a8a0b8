package dev.cairn.train.trainer;

import dev.cairn.train.checkpoint.Checkpoint;
import dev.cairn.train.checkpoint.CheckpointStore;
import dev.cairn.train.checkpoint.EpochMetrics;
import dev.cairn.train.dataset.BatchLoader;
import dev.cairn.train.dataset.BatchPlan;
import dev.cairn.train.dataset.BlobPhotos;
import dev.cairn.train.dataset.ClassMap;
import dev.cairn.train.dataset.ClassesFile;
import dev.cairn.train.dataset.Datasets;
import dev.cairn.train.dataset.Photos;
import dev.cairn.train.dataset.StageData;
import dev.cairn.train.loss.AdaptiveMargins;
import dev.cairn.train.net.Architectures;
import dev.cairn.train.schedule.WarmupCosine;
import dev.cairn.train.torch.LoadMode;
import dev.cairn.train.torch.TrainableModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** One stage from its job to its bundle, going on from the last checkpoint if there is one. */
final class StageRun {
  private static final Logger LOG = Logger.getLogger(StageRun.class);

  /** Share of the heap that decoded photographs may fill. */
  private static final int PHOTO_HEAP_DIVISOR = 4;

  private final TrainerJob job;
  private final Recipe recipe;
  private final Consumer<TrainerReport> reports;
  private final BooleanSupplier cancelled;

  StageRun(TrainerJob job, Consumer<TrainerReport> reports, BooleanSupplier cancelled) {
    this.job = job;
    this.recipe = job.recipe();
    this.reports = reports;
    this.cancelled = cancelled;
  }

  /**
   * @return the last report, which is not yet passed on
   * @throws dev.cairn.schemas.error.CairnException when the stage cannot go on
   */
  TrainerReport run() throws IOException, InterruptedException {
    long start = System.nanoTime();
    StageData data = data();
    double[] margins = AdaptiveMargins.of(data.imageCounts());
    try (TrainableModel model =
            TrainableModel.create(
                Architectures.byName(recipe.architecture()),
                margins,
                recipe.seed(),
                job.threads());
        BatchLoader loader = new BatchLoader(photos(), recipe.imageSize(), job.threads())) {
      List<EpochMetrics> epochs = train(model, data, loader);
      if (cancelled.getAsBoolean()) {
        int before = recipe.startFromEpoch() - 1;
        return new TrainerReport.Cancelled(epochs.isEmpty() ? before : epochs.getLast().epoch());
      }
      double parityError = BundleBuilder.build(model, data, job, epochs.getLast());
      double seconds = (System.nanoTime() - start) / 1e9;
      return new TrainerReport.Finished(job.folder().bundle(), parityError, seconds);
    }
  }

  private StageData data() throws IOException {
    Optional<Parent> continued = job.parent().filter(parent -> parent.mode() == LoadMode.STRICT);
    Optional<ClassMap> headOrder =
        continued.isPresent()
            ? Optional.of(ClassesFile.read(continued.get().classes()))
            : Optional.empty();
    return StageData.select(
        Datasets.read(job.datasetFile()),
        recipe.step(),
        recipe.fold(),
        recipe.validationStride(),
        headOrder);
  }

  private Photos photos() {
    return new Photos(
        new BlobPhotos(job.store()), Runtime.getRuntime().maxMemory() / PHOTO_HEAP_DIVISOR);
  }

  /** All epochs that are done, in whichever process. */
  private List<EpochMetrics> train(TrainableModel model, StageData data, BatchLoader loader)
      throws IOException, InterruptedException {
    CheckpointStore checkpoints = new CheckpointStore(job.folder());
    String origin = job.origin(data.classes());
    Optional<Checkpoint> resumed = checkpoints.resume(model, origin);
    List<EpochMetrics> epochs = new ArrayList<>(resumed.map(Checkpoint::epochs).orElse(List.of()));
    long steps = resumed.map(Checkpoint::steps).orElse(0L);
    int from = epochs.isEmpty() ? recipe.startFromEpoch() : epochs.getLast().epoch() + 1;
    if (resumed.isEmpty() && job.parent().isPresent()) {
      model.load(job.parent().get().checkpoint(), job.parent().get().mode());
    }
    reports.accept(
        new TrainerReport.Started(
            data.classes().size(),
            data.training().size(),
            data.validation().size(),
            from,
            recipe.stopAtEpoch()));
    epochs.forEach(metrics -> reports.accept(new TrainerReport.EpochDone(metrics)));

    WarmupCosine schedule = new WarmupCosine(recipe.epochs(), recipe.initialLearningRate());
    EpochTraining training = new EpochTraining(model, reports, cancelled);
    for (int epoch = from; epoch <= recipe.stopAtEpoch() && !cancelled.getAsBoolean(); epoch++) {
      double rate = schedule.rate(epoch, recipe.startFromEpoch());
      BatchPlan plan =
          BatchPlan.training(data.training(), recipe.batchSize(), recipe.seed(), epoch);
      EpochTraining.Result trained =
          training.run(epoch, rate, plan.batches().size(), loader.load(plan));
      if (!trained.complete()) {
        break;
      }
      Validation validation =
          Validation.of(
              model, loader.load(BatchPlan.validation(data.validation(), recipe.batchSize())));
      EpochMetrics metrics =
          new EpochMetrics(
              epoch,
              rate,
              trained.loss(),
              validation.loss(),
              validation.accuracy(),
              validation.gap(),
              trained.imagesPerSecond());
      epochs.add(metrics);
      steps += trained.steps();
      checkpoints.save(model, new Checkpoint(origin, steps, epochs));
      reports.accept(new TrainerReport.EpochDone(metrics));
      LOG.infof("%s, %.0f %% of the time waiting for images", metrics, 100 * trained.waitShare());
    }
    return epochs;
  }
}
