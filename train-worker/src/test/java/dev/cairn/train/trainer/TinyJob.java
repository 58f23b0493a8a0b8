package dev.cairn.train.trainer;

import dev.cairn.schemas.avro.TrainStageCommand;
import dev.cairn.train.TinyDataset;
import dev.cairn.train.host.Hosts;
import dev.cairn.train.ranks.Device;
import dev.cairn.train.ranks.DeviceKind;
import dev.cairn.train.ranks.Ranks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A stage of {@code tf_efficientnet_b0} at 32 pixels and batches of 4, on one thread, over a
 * dataset of its own. It keeps a checkpoint after every step, unless it is told otherwise.
 */
record TinyJob(Path store, TrainStageCommand command, Hosts hosts, long checkpointSeconds) {
  static final int EPOCHS = 3;
  static final long SEED = 7;

  /**
   * Two landmarks of six photographs; the four in fold 0 validate, the eight others train in two
   * steps an epoch.
   */
  static TinyJob create(Path store, String stageId) throws IOException {
    new TinyDataset(store, "tiny").landmark("bridge", 6).landmark("tower", 6).publish();
    return new TinyJob(
        store,
        TrainStageCommand.newBuilder()
            .setModelName("tiny")
            .setStageId(stageId)
            .setArchitecture("tf_efficientnet_b0")
            .setDataset("batch:tiny")
            .setImageSize(32)
            .setBatchSize(4)
            .setEpochs(EPOCHS)
            .setInitialLearningRate(1e-4)
            .setValidationStride(1)
            .setSeed(SEED)
            .build(),
        Hosts.local(2),
        0);
  }

  TinyJob with(UnaryOperator<TrainStageCommand.Builder> options) {
    return new TinyJob(
        store,
        options.apply(TrainStageCommand.newBuilder(command)).build(),
        hosts,
        checkpointSeconds);
  }

  TinyJob on(Hosts others) {
    return new TinyJob(store, command, others, checkpointSeconds);
  }

  TinyJob withCheckpointEvery(long seconds) {
    return new TinyJob(store, command, hosts, seconds);
  }

  TinyJob withDataset(String name) {
    return with(c -> c.setDataset(name));
  }

  /** One epoch that leaves the weights where they are. */
  TinyJob standingStill() {
    return with(c -> c.setStopAtEpoch(1).setInitialLearningRate(1e-12));
  }

  TrainerJob job() {
    return job(Optional.empty());
  }

  TrainerJob job(Optional<Parent> parent) {
    String from = parent.map(Parent::digest).orElse(null);
    Recipe recipe = Recipe.of(with(c -> c.setLoadFrom(from)).command());
    return new TrainerJob(
        recipe,
        store,
        store,
        List.of(),
        parent,
        DeviceKind.CPU,
        hosts,
        1,
        command.getFindOutliers(),
        checkpointSeconds);
  }

  /** Runs it in this process, alone. */
  static TrainerReport run(
      TrainerJob job, Consumer<TrainerReport> reports, BooleanSupplier cancelled)
      throws IOException, InterruptedException {
    return new StageRun(job, Ranks.single(new Device.Cpu(1)), reports, cancelled).run();
  }
}
