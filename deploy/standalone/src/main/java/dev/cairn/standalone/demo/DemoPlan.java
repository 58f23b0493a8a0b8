package dev.cairn.standalone.demo;

import dev.cairn.schemas.avro.TrainStageCommand;
import java.util.List;

/**
 * The two stages of the demo: a small one from new weights, then a larger one from its weights.
 *
 * @param imageSize of the second stage, in pixels
 * @param epochs of the first stage
 */
record DemoPlan(String architecture, int imageSize, int epochs) {
  static final String MODEL = "demo";
  static final String ENSEMBLE = "default";

  private static final int BATCH_SIZE = 16;
  private static final double FIRST_LEARNING_RATE = 4e-4;
  private static final double SECOND_LEARNING_RATE = 1e-4;
  private static final int SIZE_MULTIPLE = 8;

  List<TrainStageCommand> stages(String dataset, String runId) {
    int firstSize = imageSize * 3 / 4 / SIZE_MULTIPLE * SIZE_MULTIPLE;
    String firstId = "%s-%dpx".formatted(runId, firstSize);
    String secondId = "%s-%dpx".formatted(runId, imageSize);
    TrainStageCommand first =
        stage(dataset)
            .setStageId(firstId)
            .setImageSize(firstSize)
            .setEpochs(epochs)
            .setInitialLearningRate(FIRST_LEARNING_RATE)
            .build();
    TrainStageCommand second =
        stage(dataset)
            .setStageId(secondId)
            .setStep(2)
            .setImageSize(imageSize)
            .setEpochs(Math.max(2, epochs / 4))
            .setInitialLearningRate(SECOND_LEARNING_RATE)
            .setLoadFrom(firstId)
            .setPromoteTo(ENSEMBLE)
            .build();
    return List.of(first, second);
  }

  private TrainStageCommand.Builder stage(String dataset) {
    return TrainStageCommand.newBuilder()
        .setModelName(MODEL)
        .setArchitecture(architecture)
        .setDataset(dataset)
        .setBatchSize(BATCH_SIZE)
        .setSeed(1)
        .setValidationStride(1);
  }
}
