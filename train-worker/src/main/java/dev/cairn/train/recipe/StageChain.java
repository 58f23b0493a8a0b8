package dev.cairn.train.recipe;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.cairn.schemas.avro.TrainStageCommand;
import dev.cairn.schemas.error.CairnException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Stages that follow each other, as a recipe lists them.
 *
 * <p>A recipe is a YAML object: {@code stages} is a list of objects with the {@link StageOptions}
 * of each stage; options beside it are common to all stages that do not give their own.
 */
public record StageChain(List<TrainStageCommand> stages) {
  private static final String STAGES = "stages";
  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();

  public StageChain {
    stages = List.copyOf(stages);
  }

  /**
   * Reads a recipe.
   *
   * @param name of the recipe, for messages
   * @param overrides options that count instead of the recipe's: in every stage, but {@code
   *     load-from} in the first and {@code promote-to} in the last only
   * @throws CairnException {@code STAGE_OPTION_INVALID}, naming file, stage and option
   */
  public static StageChain read(String name, String yaml, Map<String, JsonNode> overrides) {
    Map<String, JsonNode> common = options(name, parse(name, yaml));
    JsonNode stages = common.remove(STAGES);
    if (stages == null || !stages.isArray() || stages.isEmpty()) {
      throw StageOptions.invalid("%s: stages must be a list of at least one stage", name);
    }
    List<TrainStageCommand> chain = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (JsonNode stage : stages) {
      int number = chain.size() + 1;
      String place = "%s, stage %d".formatted(name, number);
      Map<String, JsonNode> options = new LinkedHashMap<>(common);
      options.putAll(options(place, stage));
      overrides.forEach((option, value) -> {
        if (reaches(option, number, stages.size())) {
          options.put(option, value);
        }
      });
      JsonNode id = options.getOrDefault(StageOptions.STAGE_ID, TextNode.valueOf(""));
      if (!ids.add(id.asText())) {
        throw StageOptions.invalid("%s: stage-id %s is not unique", place, id);
      }
      chain.add(StageOptions.command(place + " " + id, options));
    }
    return new StageChain(chain);
  }

  private static boolean reaches(String option, int number, int stages) {
    return switch (option) {
      case StageOptions.LOAD_FROM -> number == 1;
      case StageOptions.PROMOTE_TO -> number == stages;
      default -> true;
    };
  }

  private static JsonNode parse(String name, String yaml) {
    try {
      return YAML.readTree(yaml);
    } catch (JsonProcessingException e) {
      throw StageOptions.invalid("%s is no YAML: %s", name, e.getMessage());
    }
  }

  private static Map<String, JsonNode> options(String place, JsonNode node) {
    if (!node.isObject()) {
      throw StageOptions.invalid("%s is not made of options such as 'epochs: 10'", place);
    }
    Map<String, JsonNode> options = new LinkedHashMap<>();
    node.properties().forEach(option -> options.put(option.getKey(), option.getValue()));
    return options;
  }

  /** The same stages under other ids, so that they can be trained once more. */
  public StageChain withPrefix(String prefix) {
    Set<String> own = new HashSet<>();
    stages.forEach(stage -> own.add(stage.getStageId()));
    return new StageChain(
        stages.stream()
            .map(stage ->
                TrainStageCommand.newBuilder(stage)
                    .setStageId(prefix + stage.getStageId())
                    .setLoadFrom(
                        own.contains(stage.getLoadFrom())
                            ? prefix + stage.getLoadFrom()
                            : stage.getLoadFrom())
                    .build())
            .toList());
  }
}
