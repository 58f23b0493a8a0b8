package dev.cairn.train.trainer;

import dev.cairn.train.dataset.BatchLoader;
import dev.cairn.train.dataset.BatchPlan;
import dev.cairn.train.dataset.BatchStream;
import dev.cairn.train.dataset.Samples;
import dev.cairn.train.dataset.StageData;
import dev.cairn.train.ranks.Ranks;
import dev.cairn.train.torch.TrainableModel;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * What the parts of a stage's run work with, in one of its processes.
 *
 * @param reports where rank 0 reports; the others have nothing to add
 * @param cancelled whether the end of the stage was asked for
 */
record StageContext(
    TrainerJob job,
    Ranks ranks,
    TrainableModel model,
    StageData data,
    BatchLoader loader,
    Consumer<TrainerReport> reports,
    BooleanSupplier cancelled) {

  Recipe recipe() {
    return job.recipe();
  }

  boolean isFirstRank() {
    return ranks.rank() == 0;
  }

  void report(TrainerReport report) {
    if (isFirstRank()) {
      reports.accept(report);
    }
  }

  /** This rank's share of samples, as they are. */
  BatchStream inOrder(Samples samples) {
    int batchSize = recipe().batches().size();
    return loader.load(BatchPlan.inOrder(samples, batchSize, ranks.rank(), ranks.worldSize()), 0);
  }
}
