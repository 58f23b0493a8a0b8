package dev.cairn.train.stage;

import dev.cairn.schemas.avro.TrainStageCommand;

/** Stage commands that are in order, to be made wrong by a test. */
final class Commands {

  private Commands() {}

  /** Two epochs of b0 at 32 px on {@code batch:tiny}. */
  static TrainStageCommand.Builder train(String stageId) {
    return TrainStageCommand.newBuilder()
        .setModelName("b0")
        .setStageId(stageId)
        .setArchitecture("tf_efficientnet_b0")
        .setDataset("batch:tiny")
        .setImageSize(32)
        .setBatchSize(4)
        .setEpochs(2)
        .setInitialLearningRate(1e-4)
        .setValidationStride(1);
  }
}
