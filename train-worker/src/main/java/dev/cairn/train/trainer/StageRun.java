package dev.cairn.train.trainer;

import dev.cairn.train.checkpoint.EpochMetrics;
import dev.cairn.train.dataset.BatchLoader;
import dev.cairn.train.dataset.ClassMap;
import dev.cairn.train.dataset.Dataset;
import dev.cairn.train.dataset.Datasets;
import dev.cairn.train.dataset.PhotoSource;
import dev.cairn.train.dataset.StageData;
import dev.cairn.train.loss.AdaptiveMargins;
import dev.cairn.train.net.Architectures;
import dev.cairn.train.torch.TrainableModel;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** One stage from its job to its bundle, going on from the last checkpoint if there is one. */
final class StageRun {
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
    Dataset dataset = new Datasets(job.store(), job.work(), job.dataRoots()).open(recipe.dataset());
    StageData data = select(dataset);
    String origin = job.origin(dataset.digest(), data.classes());
    double[] margins = AdaptiveMargins.of(data.imageCounts());
    try (PhotoSource source = dataset.openPhotos();
        TrainableModel model =
            TrainableModel.create(
                Architectures.byName(recipe.architecture()),
                margins,
                recipe.seed(),
                job.threads());
        BatchLoader loader =
            new BatchLoader(dataset.rows(), source, recipe.imageSize(), job.threads())) {
      List<EpochMetrics> epochs =
          new EpochLoop(job, origin, model, data, loader, reports, cancelled).run();
      if (cancelled.getAsBoolean()) {
        int before = recipe.startFromEpoch() - 1;
        return new TrainerReport.Cancelled(epochs.isEmpty() ? before : epochs.getLast().epoch());
      }
      double parityError = BundleBuilder.build(model, data, job, epochs.getLast());
      double seconds = (System.nanoTime() - start) / 1e9;
      return new TrainerReport.Finished(job.folder().bundle(), parityError, seconds, 0);
    }
  }

  private StageData select(Dataset dataset) throws IOException {
    Optional<ClassMap> headOrder =
        job.parent().isPresent() ? job.parent().get().headOrder() : Optional.empty();
    return StageData.select(
        dataset.rows(), recipe.step(), recipe.fold(), recipe.validationStride(), headOrder);
  }
}
