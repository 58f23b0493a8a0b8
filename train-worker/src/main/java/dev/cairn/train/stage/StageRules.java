package dev.cairn.train.stage;

import dev.cairn.pipeline.fold.StratifiedFolds;
import dev.cairn.schemas.avro.Fault;
import dev.cairn.schemas.avro.TrainStageCommand;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.train.checkpoint.StageFolder;
import dev.cairn.train.net.Architectures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a stage command may say, as far as the command alone tells. Collects every fault. */
final class StageRules {
  private static final int MIN_IMAGE_SIZE = 32;
  private static final int MAX_IMAGE_SIZE = 1024;
  private static final int MIN_BATCH_SIZE = 2;
  private static final int MAX_BATCH_SIZE = 1024;
  private static final int MAX_ACCUMULATION_STEPS = 1024;
  private static final int MIN_EPOCHS = 2;
  private static final int MAX_EPOCHS = 1000;
  private static final int MAX_STEP = 3;
  private static final int LAST_STEP_WITHOUT_HEAD = 1;
  private static final int MAX_EARLY_VALIDATIONS = 100;

  private final List<Fault> faults = new ArrayList<>();

  private StageRules() {}

  /**
   * The faults of a command; empty when it can be carried out.
   *
   * @param maxProcesses that this worker may start for a stage
   */
  static List<Fault> faults(TrainStageCommand command, int maxProcesses) {
    StageRules rules = new StageRules();
    rules.names(command);
    rules.network(command);
    rules.parent(command);
    rules.schedule(command);
    rules.processes(command.getProcesses(), maxProcesses);
    rules.step(command);
    rules.validation(command);
    return rules.faults;
  }

  private void names(TrainStageCommand command) {
    name("modelName", command.getModelName());
    name("stageId", command.getStageId());
    Optional.ofNullable(command.getPromoteTo()).ifPresent(name -> name("promoteTo", name));
    Optional.ofNullable(command.getKernelType()).ifPresent(name -> name("kernelType", name));
  }

  /** Without what they go on with, such stages would train for days towards nothing. */
  private void parent(TrainStageCommand command) {
    if (command.getStageId().equals(command.getLoadFrom())) {
      invalid("loadFrom names the stage itself, %s", command.getStageId());
    }
    if (command.getLoadFrom() == null && command.getStep() > LAST_STEP_WITHOUT_HEAD) {
      invalid("loadFrom is missing; step %d goes on with the head of a parent", command.getStep());
    }
    if (command.getLoadFrom() == null && command.getStartFromEpoch() > 1) {
      invalid(
          "loadFrom is missing; new weights need the warm-up before epoch %d, startFromEpoch",
          command.getStartFromEpoch());
    }
  }

  private void network(TrainStageCommand command) {
    try {
      Architectures.byName(command.getArchitecture());
    } catch (CairnException e) {
      faults.add(new Fault(e.code().name(), e.getMessage()));
    }
    range("step", command.getStep(), 0, MAX_STEP);
    range("imageSize", command.getImageSize(), MIN_IMAGE_SIZE, MAX_IMAGE_SIZE);
  }

  private void schedule(TrainStageCommand command) {
    range("epochs", command.getEpochs(), MIN_EPOCHS, MAX_EPOCHS);
    range("startFromEpoch", command.getStartFromEpoch(), 1, command.getEpochs());
    if (command.getStopAtEpoch() != null) {
      range(
          "stopAtEpoch",
          command.getStopAtEpoch(),
          command.getStartFromEpoch(),
          command.getEpochs());
    }
    double rate = command.getInitialLearningRate();
    if (!(rate > 0 && rate <= 1)) {
      invalid("initialLearningRate is %s; it must be above 0 and at most 1", rate);
    }
    range("keepEvery", command.getKeepEvery(), 0, MAX_EPOCHS);
  }

  private void processes(int processes, int max) {
    if (processes < 1 || processes > max) {
      invalid(
          "processes is %d; it must be between 1 and %d, the most that this worker starts (cairn.train.processes and cairn.train.hosts)",
          processes, max);
    }
  }

  private void step(TrainStageCommand command) {
    range("batchSize", command.getBatchSize(), MIN_BATCH_SIZE, MAX_BATCH_SIZE);
    range("accumulationSteps", command.getAccumulationSteps(), 1, MAX_ACCUMULATION_STEPS);
    Double decay = command.getEmaDecay();
    if (decay != null && !(decay > 0 && decay < 1)) {
      invalid("emaDecay is %s; it must be between 0 and 1, both excluded, such as 0.9995", decay);
    }
    Double norm = command.getClipNorm();
    if (norm != null && !(norm > 0 && norm < Double.POSITIVE_INFINITY)) {
      invalid("clipNorm is %s; it must be above 0", norm);
    }
  }

  private void validation(TrainStageCommand command) {
    range("fold", command.getFold(), 0, StratifiedFolds.FOLDS - 1);
    range("validationStride", command.getValidationStride(), 1, Integer.MAX_VALUE);
    List<Integer> steps = Optional.ofNullable(command.getEarlyValidation()).orElse(List.of());
    if (steps.size() > MAX_EARLY_VALIDATIONS || steps.stream().anyMatch(step -> step < 0)) {
      invalid(
          "earlyValidation is %.120s; it must be at most %d step numbers from 0",
          steps, MAX_EARLY_VALIDATIONS);
    }
  }

  private void name(String option, String value) {
    if (!StageFolder.isName(value)) {
      invalid(
          "%s is '%.120s'; it must be 1 to 100 letters, digits, dots, dashes or underscores and not start with a dot",
          option, value);
    }
  }

  private void range(String option, int value, int min, int max) {
    if (value < min || value > max) {
      invalid("%s is %d; it must be between %d and %d", option, value, min, max);
    }
  }

  private void invalid(String format, Object... values) {
    faults.add(new Fault(ErrorCode.STAGE_OPTION_INVALID.name(), format.formatted(values)));
  }
}
