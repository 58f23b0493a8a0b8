package dev.cairn.standalone.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.cairn.schemas.avro.TrainStageCommand;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.standalone.client.ConnectionOptions;
import dev.cairn.standalone.client.Installation;
import dev.cairn.standalone.client.StageWatch;
import dev.cairn.standalone.client.TrainingClient;
import dev.cairn.train.recipe.ShippedRecipes;
import dev.cairn.train.recipe.StageChain;
import dev.cairn.train.recipe.StageOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "submit",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Sends the stages of a recipe, or a single one, and follows them to their end.",
      "",
      "A recipe is a YAML file whose keys are the long names of the options below; `cairn train"
          + " recipes` shows those that ship with Cairn. Options given beside it count instead, in"
          + " every stage; --load-from in the first only and --promote in the last.",
      "",
      "  cairn train submit b7 --dataset gldv2:ROOT",
      "  cairn train submit mine.yaml --dataset batch:ID --processes 1 --prefix try-",
      "",
      "Without a recipe the options are one stage. A small first stage on a published gallery, then"
          + " a larger one from its weights:",
      "  cairn train submit --model b0 --stage b0-64 --dataset batch:ID --image-size 64 --epochs 20",
      "  cairn train submit --model b0 --stage b0-96 --dataset batch:ID --image-size 96 --epochs 8 \\",
      "      --step 2 --load-from b0-64 --promote default",
      ""
    })
final class TrainSubmitCommand implements Callable<Integer> {
  /** What a single stage does not have to say. */
  private static final Map<String, JsonNode> SINGLE =
      Map.of(
          "architecture", TextNode.valueOf("tf_efficientnet_b0"),
          "batch-size", IntNode.valueOf(32),
          "initial-learning-rate", DoubleNode.valueOf(1e-4));

  @Mixin ConnectionOptions connection;

  @Parameters(
      arity = "0..1",
      paramLabel = "RECIPE",
      description = "A YAML file, or the name of a recipe that ships with Cairn.")
  String recipe;

  @Mixin StageFlags flags;

  @Option(
      names = "--prefix",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Put before the ids of a recipe's stages, to train it once more.")
  String prefix;

  @Option(names = "--detach", description = "Do not wait for the end.")
  boolean detach;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<TrainStageCommand> stages = stages();
    Installation installation = connection.connect();
    PrintWriter out = spec.commandLine().getOut();
    List<StageWatch> watches = new ArrayList<>();
    try {
      for (TrainStageCommand stage : stages) {
        watches.add(new StageWatch(installation, stage.getModelName(), stage.getStageId()));
      }
      for (TrainStageCommand stage : stages) {
        TrainingClient.send(installation, stage.getModelName(), stage);
        if (detach) {
          out.printf("Sent %s/%s.%n", stage.getModelName(), stage.getStageId());
        }
      }
      return detach || follow(watches, out) ? 0 : 1;
    } finally {
      watches.forEach(StageWatch::close);
    }
  }

  /** True when all complete. Those that load from one that does not are rejected by the worker. */
  private static boolean follow(List<StageWatch> watches, PrintWriter out) {
    boolean complete = true;
    for (StageWatch watch : watches) {
      complete &= watch.follow(out, () -> {}).isPresent();
    }
    return complete;
  }

  private List<TrainStageCommand> stages() throws IOException {
    Map<String, JsonNode> given = StageFlags.given(spec.commandLine().getParseResult());
    if (recipe == null) {
      Map<String, JsonNode> options = new HashMap<>(SINGLE);
      options.putAll(given);
      return List.of(StageOptions.command("The stage", options));
    }
    if (flags.stageId != null) {
      throw new ParameterException(
          spec.commandLine(), "The stages of a recipe have ids: use --prefix to change them");
    }
    return StageChain.read(recipe, recipeText(), given).withPrefix(prefix).stages();
  }

  private String recipeText() throws IOException {
    Path file = Path.of(recipe);
    if (Files.isRegularFile(file)) {
      return Files.readString(file);
    }
    String name = recipe.replaceFirst("\\.yaml$", "");
    if (!ShippedRecipes.names().contains(name)) {
      throw new CairnException(
          ErrorCode.STAGE_OPTION_INVALID,
          "There is no file %s and no recipe of this name; the recipes are %s"
              .formatted(recipe, String.join(", ", ShippedRecipes.names())));
    }
    return ShippedRecipes.text(name);
  }
}
