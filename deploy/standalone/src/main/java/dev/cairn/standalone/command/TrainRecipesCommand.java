package dev.cairn.standalone.command;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.cairn.schemas.avro.TrainStageCommand;
import dev.cairn.train.recipe.ShippedRecipes;
import dev.cairn.train.recipe.StageChain;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "recipes",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the recipes that ship with Cairn, or prints one, to be changed and submitted:",
      "",
      "  cairn train recipes b7 > mine.yaml",
      ""
    })
final class TrainRecipesCommand implements Runnable {

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "Print this recipe.")
  String name;

  @Spec CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    if (name == null) {
      ShippedRecipes.names().forEach(recipe -> out.println(line(recipe)));
    } else if (ShippedRecipes.names().contains(name)) {
      out.print(ShippedRecipes.text(name));
    } else {
      throw new ParameterException(
          spec.commandLine(), "'%s' is none of %s".formatted(name, ShippedRecipes.names()));
    }
    out.flush();
  }

  private static String line(String recipe) {
    List<TrainStageCommand> stages =
        StageChain.read(
                recipe, ShippedRecipes.text(recipe), Map.of("dataset", TextNode.valueOf("any")))
            .stages();
    return "%-9s %-22s fold %d  %s"
        .formatted(
            recipe,
            stages.getFirst().getArchitecture(),
            stages.getFirst().getFold(),
            stages.stream().map(TrainRecipesCommand::stage).collect(Collectors.joining(" > ")));
  }

  private static String stage(TrainStageCommand stage) {
    int last = stage.getStopAtEpoch() == null ? stage.getEpochs() : stage.getStopAtEpoch();
    return "%d px %d epochs".formatted(stage.getImageSize(), last);
  }
}
