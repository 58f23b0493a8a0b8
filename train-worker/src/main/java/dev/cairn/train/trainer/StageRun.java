package dev.cairn.train.trainer;

import dev.cairn.train.checkpoint.Checkpoint;
import dev.cairn.train.dataset.BatchLoader;
import dev.cairn.train.dataset.ClassMap;
import dev.cairn.train.dataset.Dataset;
import dev.cairn.train.dataset.Datasets;
import dev.cairn.train.dataset.PhotoSource;
import dev.cairn.train.dataset.StageData;
import dev.cairn.train.loss.AdaptiveMargins;
import dev.cairn.train.net.Architectures;
import dev.cairn.train.ranks.Ranks;
import dev.cairn.train.torch.TrainableModel;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * One stage from its job to its bundle, going on from the last checkpoint if there is one; in each
 * of the processes that train it.
 */
final class StageRun {
  private final TrainerJob job;
  private final Recipe recipe;
  private final Ranks ranks;
  private final Consumer<TrainerReport> reports;
  private final BooleanSupplier cancelled;

  /**
   * @param reports of rank 0; the others have nothing to add
   */
  StageRun(
      TrainerJob job, Ranks ranks, Consumer<TrainerReport> reports, BooleanSupplier cancelled) {
    this.job = job;
    this.recipe = job.recipe();
    this.ranks = ranks;
    this.reports = reports;
    this.cancelled = cancelled;
  }

  /**
   * @return the last report, the same on every rank, which is not yet passed on
   * @throws dev.cairn.schemas.error.CairnException when the stage cannot go on
   */
  TrainerReport run() throws IOException, InterruptedException {
    long start = System.nanoTime();
    Dataset dataset = new Datasets(job.store(), job.work(), job.dataRoots()).open(recipe.dataset());
    StageData data = select(dataset);
    double[] margins = AdaptiveMargins.of(data.imageCounts());
    try (PhotoSource source = dataset.openPhotos();
        TrainableModel model =
            TrainableModel.create(
                Architectures.byName(recipe.architecture()),
                margins,
                recipe.seed(),
                recipe.training(),
                ranks);
        BatchLoader loader =
            new BatchLoader(
                dataset.rows(), source, recipe.imageSize(), job.threadsOf(ranks.rank()))) {
      StageContext stage = new StageContext(job, ranks, model, data, loader, reports, cancelled);
      String origin = job.origin(dataset.digest(), data.classes());
      Checkpoint reached = new EpochLoop(stage, origin).run();
      int next = reached.nextEpoch(recipe.schedule().startFromEpoch());
      return next > recipe.schedule().stopAtEpoch()
          ? finish(stage, reached, start)
          : new TrainerReport.Cancelled(next - 1);
    }
  }

  private StageData select(Dataset dataset) throws IOException {
    Optional<ClassMap> headOrder =
        job.parent().isPresent() ? job.parent().get().headOrder() : Optional.empty();
    return StageData.select(
        dataset.rows(),
        recipe.step(),
        recipe.validation().fold(),
        recipe.validation().stride(),
        headOrder);
  }

  /** Rank 0 exports, the others wait for it: a group ends together. */
  private TrainerReport finish(StageContext stage, Checkpoint reached, long start)
      throws IOException, InterruptedException {
    OptionalLong outliers = OptionalLong.empty();
    if (job.findOutliers()) {
      outliers = new OutlierSearch(stage).run();
      if (outliers.isEmpty()) {
        return new TrainerReport.Cancelled(recipe.schedule().stopAtEpoch());
      }
    }
    double parityError =
        stage.isFirstRank()
            ? BundleBuilder.build(stage.model(), stage.data(), job, reached.epochs().getLast())
            : 0;
    double seconds = (System.nanoTime() - start) / 1e9;
    return new TrainerReport.Finished(
        job.folder().bundle(), ranks.sum(parityError)[0], seconds, outliers);
  }
}
