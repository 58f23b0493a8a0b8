package dev.cairn.train.recipe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.cairn.schemas.avro.TrainStageCommand;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against the original's 27 stage commands. */
class ShippedRecipesTest {
  private static final Map<String, JsonNode> DATASET =
      Map.of("dataset", TextNode.valueOf("gldv2:gldv2"));

  static List<CSVRecord> rows() throws IOException {
    try (InputStream in = ShippedRecipesTest.class.getResourceAsStream("/reference/recipes.csv");
        CSVParser csv =
            CSVParser.parse(
                in,
                UTF_8,
                CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get())) {
      return csv.getRecords();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void everyRowIsAStage(CSVRecord row) {
    TrainStageCommand stage = stage(row.get("model"), Integer.parseInt(row.get("step")));
    assertThat(stage.getArchitecture()).isEqualTo(row.get("arch"));
    assertThat(stage.getKernelType()).isEqualTo(row.get("kernel_type"));
    assertThat(stage.getFold()).isEqualTo(Integer.parseInt(row.get("fold")));
    assertThat(stage.getImageSize()).isEqualTo(Integer.parseInt(row.get("image_size")));
    assertThat(stage.getBatchSize()).isEqualTo(Integer.parseInt(row.get("batch_size_per_gpu")));
    assertThat(stage.getProcesses()).isEqualTo(Integer.parseInt(row.get("gpus")));
    assertThat(stage.getInitialLearningRate()).isEqualTo(Double.parseDouble(row.get("init_lr")));
    assertThat(stage.getEpochs()).isEqualTo(Integer.parseInt(row.get("n_epochs")));
    assertThat(stage.getStopAtEpoch())
        .isEqualTo(
            Optional.of(row.get("stop_at_epoch"))
                .filter(stop -> !stop.isEmpty())
                .map(Integer::valueOf)
                .orElse(null));
    assertThat(stage.getLoadFrom() == null).isEqualTo(row.get("load_from").isEmpty());
  }

  @Test
  void nothingElseIsTrained() throws IOException {
    assertThat(all().values()).hasSize(27).hasSameSizeAs(rows());
  }

  @Test
  void everyStageLoadsTheStageThatWroteItsFile() throws IOException {
    Map<String, TrainStageCommand> all = all();
    for (CSVRecord row : rows()) {
      TrainStageCommand stage = stage(row.get("model"), Integer.parseInt(row.get("step")));
      if (stage.getLoadFrom() != null) {
        TrainStageCommand parent = all.get(stage.getLoadFrom());
        assertThat(parent.getArchitecture()).isEqualTo(stage.getArchitecture());
        assertThat(parent.getStep()).isEqualTo(stage.getStep() - 1);
        // One row names the file that its own stage writes.
        boolean circular = stage.getStageId().equals("rex20-step1");
        TrainStageCommand writer = circular ? stage : parent;
        assertThat(row.get("load_from"))
            .startsWith(writer.getKernelType() + "_fold" + writer.getFold());
      }
    }
  }

  private static Map<String, TrainStageCommand> all() {
    Map<String, TrainStageCommand> all = new HashMap<>();
    for (String name : ShippedRecipes.names()) {
      for (TrainStageCommand stage : chain(name)) {
        assertThat(all.put(stage.getStageId(), stage)).as(stage.getStageId()).isNull();
      }
    }
    return all;
  }

  private static TrainStageCommand stage(String recipe, int step) {
    List<TrainStageCommand> found = new ArrayList<>(chain(recipe));
    found.removeIf(stage -> stage.getStep() != step);
    assertThat(found).hasSize(1).extracting(TrainStageCommand::getModelName).containsOnly(recipe);
    return found.getFirst();
  }

  private static List<TrainStageCommand> chain(String name) {
    return StageChain.read(name, ShippedRecipes.text(name), DATASET).stages();
  }
}
