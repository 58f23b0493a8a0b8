package dev.cairn.standalone.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.schemas.avro.Precision;
import dev.cairn.train.recipe.StageOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** Options of a stage on the command line: their long names are those of a recipe's keys. */
final class StageFlags {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Option(
      names = {"--model", "--model-name"},
      paramLabel = "NAME",
      description = "Model name.")
  String modelName;

  @Option(
      names = {"--stage", "--stage-id"},
      paramLabel = "ID",
      description = {
        "Stage id, unique. Sent again, a completed stage is not repeated; one that failed or was"
            + " cancelled goes on."
      })
  String stageId;

  @Option(
      names = "--dataset",
      paramLabel = "NAME",
      description = {
        "batch:ID as `cairn publish --gallery` printed it, or gldv2:ROOT or folder:ROOT below a"
            + " data root of the worker."
      })
  String dataset;

  @Option(
      names = {"--arch", "--architecture"},
      paramLabel = "NAME",
      description = "Such as tf_efficientnet_b0 to b7, nest101, rex20.")
  String architecture;

  @Option(names = "--image-size", paramLabel = "PX", description = "Side in pixels.")
  Integer imageSize;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description = "Images of one process in one pass.")
  Integer batchSize;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Length of the learning-rate schedule.")
  Integer epochs;

  @Option(
      names = "--start-from-epoch",
      paramLabel = "N",
      description = "First epoch to run (default: 1).")
  Integer startFromEpoch;

  @Option(
      names = "--stop-at-epoch",
      paramLabel = "N",
      description = "Last epoch to run; cuts the schedule without shortening it.")
  Integer stopAtEpoch;

  @Option(
      names = "--step",
      paramLabel = "0..3",
      description = {
        "0 trains all landmarks, 1 the cleaned ones from the parent's backbone, 2 and 3 load the"
            + " parent whole (default: 0)."
      })
  Integer step;

  @Option(names = "--fold", paramLabel = "0..4", description = "Fold that validates (default: 0).")
  Integer fold;

  @Option(
      names = {"--init-lr", "--initial-learning-rate"},
      paramLabel = "RATE",
      description = "Learning rate of the first epoch; it then rises tenfold.")
  Double initialLearningRate;

  @Option(
      names = "--load-from",
      paramLabel = "STAGE",
      description = {
        "Start from the weights of this stage, bundle (digest) or file below a model root of the"
            + " worker (file:PATH)."
      })
  String loadFrom;

  @Option(names = "--seed", paramLabel = "N", description = "Same seed, same result (default: 0).")
  Long seed;

  @Option(
      names = "--validation-stride",
      paramLabel = "N",
      description = "Every n-th image of the fold validates (default: 15).")
  Integer validationStride;

  @Option(
      names = "--early-validation",
      paramLabel = "STEP",
      split = ",",
      description = "Also validate after these steps of the first epoch; 0 is before the first.")
  List<Integer> earlyValidation;

  @Option(
      names = "--processes",
      paramLabel = "N",
      description = "Processes that train together, one per device (default: 1).")
  Integer processes;

  @Option(
      names = "--accumulation-steps",
      paramLabel = "N",
      description = "Passes that make one step of the optimiser (default: 1).")
  Integer accumulationSteps;

  @Option(
      names = "--precision",
      paramLabel = "NAME",
      description = "One of: ${COMPLETION-CANDIDATES} (default: FLOAT32).")
  Precision precision;

  @Option(
      names = "--ema-decay",
      paramLabel = "SHARE",
      description = {
        "Validate and publish a moving average of the weights, which keeps this share of itself in"
            + " each step, such as 0.9995."
      })
  Double emaDecay;

  @Option(
      names = "--clip-norm",
      paramLabel = "NORM",
      description = "Scale gradients down to this norm at most.")
  Double clipNorm;

  @Option(
      names = "--keep-every",
      paramLabel = "N",
      description = "Keep the checkpoint of every n-th epoch, beside the last and the best.")
  Integer keepEvery;

  @Option(
      names = "--find-outliers",
      negatable = true,
      description = {
        "Look at all training images once more at the end, for likely wrong labels"
            + " (default: yes)."
      })
  Boolean findOutliers;

  @Option(
      names = "--kernel-type",
      paramLabel = "NAME",
      description = "A name of the run, kept with the bundle.")
  String kernelType;

  @Option(
      names = {"--promote", "--promote-to"},
      paramLabel = "ENSEMBLE",
      description = "Let the workers of this ensemble switch to the finished model.")
  String promoteTo;

  /** The stage options of a command line, by the names that a recipe has for them. */
  static Map<String, JsonNode> given(ParseResult parsed) {
    Map<String, JsonNode> given = new LinkedHashMap<>();
    for (OptionSpec option : parsed.matchedOptions()) {
      String name = option.longestName().substring("--".length());
      if (StageOptions.isOption(name)) {
        given.put(name, JSON.valueToTree(option.getValue()));
      }
    }
    return given;
  }
}
