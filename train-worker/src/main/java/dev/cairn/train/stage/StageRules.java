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
  private static final int MIN_EPOCHS = 2;
  private static final int MAX_EPOCHS = 1000;
  private static final int MAX_STEP = 3;

  private final List<Fault> faults = new ArrayList<>();

  private StageRules() {}

  /** The faults of a command; empty when it can be carried out. */
  static List<Fault> faults(TrainStageCommand command) {
    StageRules rules = new StageRules();
    rules.name("modelName", command.getModelName());
    rules.name("stageId", command.getStageId());
    Optional.ofNullable(command.getPromoteTo()).ifPresent(name -> rules.name("promoteTo", name));
    rules.architecture(command.getArchitecture());
    rules.range("step", command.getStep(), 0, MAX_STEP);
    rules.range("imageSize", command.getImageSize(), MIN_IMAGE_SIZE, MAX_IMAGE_SIZE);
    rules.range("batchSize", command.getBatchSize(), MIN_BATCH_SIZE, MAX_BATCH_SIZE);
    rules.range("epochs", command.getEpochs(), MIN_EPOCHS, MAX_EPOCHS);
    rules.range("fold", command.getFold(), 0, StratifiedFolds.FOLDS - 1);
    rules.range("validationStride", command.getValidationStride(), 1, Integer.MAX_VALUE);
    rules.range("startFromEpoch", command.getStartFromEpoch(), 1, command.getEpochs());
    if (command.getStopAtEpoch() != null) {
      rules.range(
          "stopAtEpoch",
          command.getStopAtEpoch(),
          command.getStartFromEpoch(),
          command.getEpochs());
    }
    rules.learningRate(command.getInitialLearningRate());
    return rules.faults;
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

  private void learningRate(double value) {
    if (!(value > 0 && value <= 1)) {
      invalid("initialLearningRate is %s; it must be above 0 and at most 1", value);
    }
  }

  private void architecture(String name) {
    try {
      Architectures.byName(name);
    } catch (CairnException e) {
      faults.add(new Fault(e.code().name(), e.getMessage()));
    }
  }

  private void invalid(String format, Object... values) {
    faults.add(new Fault(ErrorCode.STAGE_OPTION_INVALID.name(), format.formatted(values)));
  }
}
