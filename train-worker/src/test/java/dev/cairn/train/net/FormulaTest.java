package dev.cairn.train.net;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormulaTest {

  private static final JsonNode FACTS = Facts.of("formula_check.json");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "enet.conv_stem.weight",
        "enet.bn1.running_var",
        "feat.weight",
        "metric_classify.weight",
        "feat.bias",
        "enet.blocks.2.1.bn3.weight"
      })
  void givesTheReferenceWeights(String name) {
    JsonNode expected = FACTS.get(name);
    float[] values = Formula.weight(name, Facts.longs(expected.get("shape")));
    float[] first = Facts.floats(expected.get("first5"));
    assertThat(Arrays.copyOf(values, first.length)).containsExactly(first);
    assertThat(values[values.length - 1])
        .isEqualTo(Float.parseFloat(expected.get("last").asText()));
  }

  @Test
  void givesTheReferenceImages() {
    byte[] wave = Formula.image(0, 8);
    int[] expected = Facts.ints(FACTS.get("image0_8x8_c0_row7"));
    for (int x = 0; x < expected.length; x++) {
      assertThat(wave[(7 * 8 + x) * 3] & 0xFF).isEqualTo(expected[x]);
    }
    byte[] checks = Formula.image(1, 64);
    expected = Facts.ints(FACTS.get("image1_row9_c2"));
    for (int x = 0; x < expected.length; x++) {
      assertThat(checks[(9 * 64 + x) * 3 + 2] & 0xFF).isEqualTo(expected[x]);
    }
  }
}
