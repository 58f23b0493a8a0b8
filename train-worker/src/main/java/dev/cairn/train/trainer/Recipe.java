package dev.cairn.train.trainer;

import dev.cairn.schemas.avro.TrainStageCommand;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The options of a stage, as its command gives them.
 *
 * @param stopAtEpoch last epoch to run
 * @param initialLearningRate of the warm-up epoch
 */
public record Recipe(
    String modelName,
    String stageId,
    String architecture,
    int step,
    String dataset,
    int imageSize,
    int batchSize,
    int epochs,
    int startFromEpoch,
    int stopAtEpoch,
    int fold,
    double initialLearningRate,
    Optional<String> loadFrom,
    long seed,
    int validationStride) {

  public static Recipe of(TrainStageCommand command) {
    return new Recipe(
        command.getModelName(),
        command.getStageId(),
        command.getArchitecture(),
        command.getStep(),
        command.getDataset(),
        command.getImageSize(),
        command.getBatchSize(),
        command.getEpochs(),
        command.getStartFromEpoch(),
        Optional.ofNullable(command.getStopAtEpoch()).orElse(command.getEpochs()),
        command.getFold(),
        command.getInitialLearningRate(),
        Optional.ofNullable(command.getLoadFrom()),
        command.getSeed(),
        command.getValidationStride());
  }

  /** What a manifest tells of it, beside model, stage, architecture and image size. */
  Map<String, String> options() {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("step", Integer.toString(step));
    options.put("dataset", dataset);
    options.put("batchSize", Integer.toString(batchSize));
    options.put("epochs", Integer.toString(epochs));
    options.put("startFromEpoch", Integer.toString(startFromEpoch));
    options.put("stopAtEpoch", Integer.toString(stopAtEpoch));
    options.put("fold", Integer.toString(fold));
    options.put("initialLearningRate", Double.toString(initialLearningRate));
    loadFrom.ifPresent(from -> options.put("loadFrom", from));
    options.put("seed", Long.toString(seed));
    options.put("validationStride", Integer.toString(validationStride));
    return options;
  }
}
