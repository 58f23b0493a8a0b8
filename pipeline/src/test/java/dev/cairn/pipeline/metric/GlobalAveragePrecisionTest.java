package dev.cairn.pipeline.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.pipeline.metric.GlobalAveragePrecision.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GlobalAveragePrecisionTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "simple",
        "ties_and_none",
        "ties_reordered",
        "negative_conf_zero_correct",
        "extra_true_without_prediction",
        "random40_conf_rounded"
      })
  void givesTheReferencesValue(String name) throws IOException {
    JsonNode fact = facts().get(name);
    List<Answer> answers = new ArrayList<>();
    int landmarks = 0;
    for (JsonNode query : fact.get("queries")) { // [key, truth, prediction, confidence]
      landmarks += query.get(1).isNull() ? 0 : 1;
      boolean correct = query.get(1).equals(query.get(2));
      answers.add(new Answer(query.get(3).asDouble(), correct));
    }
    for (JsonNode truth : fact.get("y_true_extra")) {
      landmarks += truth.isNull() ? 0 : 1;
    }
    assertThat(GlobalAveragePrecision.of(answers, landmarks))
        .isCloseTo(fact.get("gap").asDouble(), within(1e-15));
  }

  @Test
  void theTwoZerosAreATie() {
    List<Answer> wrongFirst = List.of(new Answer(-0.0, false), new Answer(0.0, true));
    assertThat(GlobalAveragePrecision.of(wrongFirst, 1)).isEqualTo(0.5);
  }

  @Test
  void isNotDefinedWithoutLandmarks() {
    assertThatThrownBy(() -> GlobalAveragePrecision.of(List.of(new Answer(0.3, false)), 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesConfidencesWithoutOrder() {
    assertThatThrownBy(() -> new Answer(Double.NaN, true))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static JsonNode facts() throws IOException {
    try (InputStream in =
        GlobalAveragePrecisionTest.class.getResourceAsStream("/metric/gap.json")) {
      return new ObjectMapper().readTree(in);
    }
  }
}
