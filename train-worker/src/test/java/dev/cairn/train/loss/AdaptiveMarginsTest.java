package dev.cairn.train.loss;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.train.net.Facts;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdaptiveMarginsTest {

  private static final JsonNode FACTS = Facts.of("margins.json");

  @ParameterizedTest
  @ValueSource(strings = {"case0", "case1", "case2"})
  void rarerClassesGetTheReferenceMargins(String name) {
    JsonNode fact = FACTS.get(name);
    assertThat(AdaptiveMargins.of(Facts.ints(fact.get("counts"))))
        .containsExactly(Facts.doubles(fact.get("margins")), Offset.offset(1e-15));
  }

  /** The original divides zero by zero here. */
  @ParameterizedTest
  @ValueSource(strings = {"case3", "case4"})
  void equalCountsGetTheSmallestMargin(String name) {
    JsonNode fact = FACTS.get(name);
    assertThat(Facts.doubles(fact.get("margins"))).containsOnly(Double.NaN);
    assertThat(AdaptiveMargins.of(Facts.ints(fact.get("counts")))).containsOnly(0.05);
  }

  @Test
  void noClassesHaveNoMargins() {
    assertThat(AdaptiveMargins.of(new int[0])).isEmpty();
  }
}
