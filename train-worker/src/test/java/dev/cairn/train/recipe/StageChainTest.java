package dev.cairn.train.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.cairn.schemas.avro.Precision;
import dev.cairn.schemas.avro.TrainStageCommand;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StageChainTest {
  private static final String RECIPE =
      """
      model-name: b0
      architecture: tf_efficientnet_b0
      dataset: batch:photos
      batch-size: 32
      initial-learning-rate: 1e-4

      stages:
        - stage-id: small
          image-size: 64
          epochs: 20
          early-validation: [0, 100]
        - stage-id: large
          load-from: small
          image-size: 96
          epochs: 8
          batch-size: 16
          initial-learning-rate: 0.00005
          precision: bfloat16
          ema-decay: 0.999
          seed: 12345678901
      """;

  @Test
  void aStageTakesWhatItDoesNotSayFromTheTop() {
    List<TrainStageCommand> stages = read(RECIPE, Map.of()).stages();
    TrainStageCommand small =
        TrainStageCommand.newBuilder()
            .setModelName("b0")
            .setStageId("small")
            .setArchitecture("tf_efficientnet_b0")
            .setDataset("batch:photos")
            .setImageSize(64)
            .setBatchSize(32)
            .setEpochs(20)
            .setInitialLearningRate(1e-4)
            .setEarlyValidation(List.of(0, 100))
            .build();
    TrainStageCommand large =
        TrainStageCommand.newBuilder(small)
            .setStageId("large")
            .setLoadFrom("small")
            .setImageSize(96)
            .setEpochs(8)
            .setEarlyValidation(null)
            .setBatchSize(16)
            .setInitialLearningRate(5e-5)
            .setPrecision(Precision.BFLOAT16)
            .setEmaDecay(0.999)
            .setSeed(12345678901L)
            .build();
    assertThat(stages).containsExactly(small, large);
  }

  @Test
  void whatIsGivenBesideCountsInstead() {
    List<TrainStageCommand> stages =
        read(
                RECIPE,
                Map.of(
                    "batch-size", IntNode.valueOf(4),
                    "load-from", TextNode.valueOf("other"),
                    "promote-to", TextNode.valueOf("default")))
            .stages();
    assertThat(stages).extracting(TrainStageCommand::getBatchSize).containsExactly(4, 4);
    assertThat(stages).extracting(TrainStageCommand::getLoadFrom).containsExactly("other", "small");
    assertThat(stages).extracting(TrainStageCommand::getPromoteTo).containsExactly(null, "default");
  }

  @Test
  void aPrefixRenamesTheChainAndWhatItLoadsFromItself() {
    Map<String, JsonNode> parent = Map.of("load-from", TextNode.valueOf("other"));
    List<TrainStageCommand> stages = read(RECIPE, parent).withPrefix("try-").stages();
    assertThat(stages)
        .extracting(TrainStageCommand::getStageId)
        .containsExactly("try-small", "try-large");
    assertThat(stages)
        .extracting(TrainStageCommand::getLoadFrom)
        .containsExactly("other", "try-small");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          image-size: 64 | image-sise: 64     | stage 1 "small": no option is called 'image-sise'
          image-size: 64 | image-size: big    | stage 1 "small": image-size is "big"; it must be a whole number
          image-size: 64 | image-size: 6.4    | stage 1 "small": image-size is 6.4; it must be a whole number
          epochs: 20     | epochs: 99999999999| stage 1 "small": epochs is 99999999999; it must be a whole number
          epochs: 20     | fold: 1            | stage 1 "small": epochs is missing
          [0, 100]       | 100                | stage 1 "small": early-validation is 100; it must be a list
          [0, 100]       | [zero]             | stage 1 "small": early-validation is "zero"; it must be a whole number
          0.999          | much               | stage 2 "large": ema-decay is "much"; it must be a number
          bfloat16       | float16            | stage 2 "large": precision is "float16"; it must be one of [float32, bfloat16, auto]
          : large        | : small            | stage 2: stage-id "small" is not unique
          : large        | : 7                | stage 2 7: stage-id is 7; it must be text
          epochs: 8      | image-size: 9      | is no YAML: Duplicate field 'image-size'
          """)
  void aMistakeIsNamedWithItsPlace(String right, String wrong, String message) {
    assertThat(RECIPE).contains(right);
    assertThatThrownBy(() -> read(RECIPE.replace(right, wrong), Map.of()))
        .isInstanceOfSatisfying(
            CairnException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.STAGE_OPTION_INVALID))
        .hasMessageStartingWith("mine.yaml")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "epochs", "epochs: 3", "stages: []", "stages: none", "stages: [none]"})
  void aRecipeHasStages(String yaml) {
    assertThatThrownBy(() -> read(yaml, Map.of()))
        .isInstanceOf(CairnException.class)
        .hasMessageStartingWith("mine.yaml");
  }

  private static StageChain read(String yaml, Map<String, JsonNode> overrides) {
    return StageChain.read("mine.yaml", yaml, overrides);
  }
}
