package dev.cairn.train.trainer;

import dev.cairn.train.TinyDataset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A stage of {@code tf_efficientnet_b0} at 32 pixels and batches of 4, on one thread, over a
 * dataset of its own.
 */
record TinyJob(Path store, String dataset, String stageId, int epochs, double initialLearningRate) {
  static final int EPOCHS = 3;
  static final long SEED = 7;

  /** Two landmarks of six photographs; the four in fold 0 validate, the eight others train. */
  static TinyJob create(Path store, String stageId) throws IOException {
    new TinyDataset(store, "tiny").landmark("bridge", 6).landmark("tower", 6).publish();
    return new TinyJob(store, "batch:tiny", stageId, EPOCHS, 1e-4);
  }

  TinyJob withStage(String id) {
    return new TinyJob(store, dataset, id, epochs, initialLearningRate);
  }

  TinyJob withDataset(String name) {
    return new TinyJob(store, name, stageId, epochs, initialLearningRate);
  }

  /** One epoch that leaves the weights where they are. */
  TinyJob standingStill() {
    return new TinyJob(store, dataset, stageId, 1, 1e-12);
  }

  TrainerJob job() {
    return job(Optional.empty());
  }

  TrainerJob job(Optional<Parent> parent) {
    Recipe recipe =
        new Recipe(
            "tiny",
            stageId,
            "tf_efficientnet_b0",
            0,
            dataset,
            32,
            4,
            EPOCHS,
            1,
            epochs,
            0,
            initialLearningRate,
            parent.map(Parent::digest),
            SEED,
            1);
    return new TrainerJob(recipe, store, store, List.of(), parent, 1);
  }
}
