package dev.cairn.train.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.cairn.schemas.avro.TrainStageCommand;
import dev.cairn.train.recipe.ShippedRecipes;
import dev.cairn.train.recipe.StageChain;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecipesFitTheRulesTest {
  private static final int LARGEST_MACHINE = 8;

  @ParameterizedTest
  @MethodSource("dev.cairn.train.recipe.ShippedRecipes#names")
  void aShippedRecipeIsAccepted(String name) {
    StageChain chain =
        StageChain.read(
            name, ShippedRecipes.text(name), Map.of("dataset", TextNode.valueOf("gldv2:gldv2")));
    for (TrainStageCommand stage : chain.stages()) {
      assertThat(StageRules.faults(stage, LARGEST_MACHINE)).as(stage.getStageId()).isEmpty();
    }
  }
}
