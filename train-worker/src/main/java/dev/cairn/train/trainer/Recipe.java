package dev.cairn.train.trainer;

import dev.cairn.schemas.avro.TrainStageCommand;
import dev.cairn.train.torch.TrainingOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The options of a stage, as its command gives them.
 *
 * @param kernelType name of the run, for people
 * @param keepEvery keeps the checkpoint of every n-th epoch; 0 of none
 */
public record Recipe(
    String modelName,
    String stageId,
    Optional<String> kernelType,
    String architecture,
    int step,
    String dataset,
    int imageSize,
    Batches batches,
    Schedule schedule,
    Validation validation,
    TrainingOptions training,
    Optional<String> loadFrom,
    long seed,
    int keepEvery) {

  /**
   * What a step of the optimiser is made of.
   *
   * @param size images of one process in one pass
   * @param perStep passes before a step
   * @param processes that train together
   */
  public record Batches(int size, int perStep, int processes) {}

  /**
   * @param epochs of the learning rate's whole course
   * @param stopAtEpoch last epoch to run
   * @param initialLearningRate of the warm-up epoch
   */
  public record Schedule(
      int epochs, int startFromEpoch, int stopAtEpoch, double initialLearningRate) {}

  /**
   * @param fold whose rows do not train
   * @param stride every n-th row of the fold validates
   * @param earlySteps steps of the first epoch after which it validates too
   */
  public record Validation(int fold, int stride, List<Integer> earlySteps) {
    public Validation {
      earlySteps = List.copyOf(earlySteps);
    }
  }

  public static Recipe of(TrainStageCommand command) {
    return new Recipe(
        command.getModelName(),
        command.getStageId(),
        Optional.ofNullable(command.getKernelType()),
        command.getArchitecture(),
        command.getStep(),
        command.getDataset(),
        command.getImageSize(),
        new Batches(command.getBatchSize(), command.getAccumulationSteps(), command.getProcesses()),
        new Schedule(
            command.getEpochs(),
            command.getStartFromEpoch(),
            Optional.ofNullable(command.getStopAtEpoch()).orElse(command.getEpochs()),
            command.getInitialLearningRate()),
        new Validation(
            command.getFold(),
            command.getValidationStride(),
            Optional.ofNullable(command.getEarlyValidation()).orElse(List.of())),
        new TrainingOptions(
            command.getPrecision(),
            optional(command.getEmaDecay()),
            optional(command.getClipNorm())),
        Optional.ofNullable(command.getLoadFrom()),
        command.getSeed(),
        command.getKeepEvery());
  }

  private static OptionalDouble optional(Double value) {
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** What a manifest tells of it, beside model, stage, architecture and image size. */
  Map<String, String> options() {
    Map<String, String> options = new LinkedHashMap<>();
    kernelType.ifPresent(name -> options.put("kernelType", name));
    options.put("step", Integer.toString(step));
    options.put("dataset", dataset);
    options.put("batchSize", Integer.toString(batches.size()));
    options.put("accumulationSteps", Integer.toString(batches.perStep()));
    options.put("processes", Integer.toString(batches.processes()));
    options.put("epochs", Integer.toString(schedule.epochs()));
    options.put("startFromEpoch", Integer.toString(schedule.startFromEpoch()));
    options.put("stopAtEpoch", Integer.toString(schedule.stopAtEpoch()));
    options.put("initialLearningRate", Double.toString(schedule.initialLearningRate()));
    options.put("fold", Integer.toString(validation.fold()));
    options.put("validationStride", Integer.toString(validation.stride()));
    options.put("precision", training.precision().name());
    training.emaDecay().ifPresent(decay -> options.put("emaDecay", Double.toString(decay)));
    training.clipNorm().ifPresent(norm -> options.put("clipNorm", Double.toString(norm)));
    loadFrom.ifPresent(from -> options.put("loadFrom", from));
    options.put("seed", Long.toString(seed));
    return options;
  }
}
