package dev.cairn.train.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.train.net.Facts;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WarmupCosineTest {

  private static final JsonNode FACTS = Facts.of("lr.json");
  private static final Percentage ROUNDING = Percentage.withPercentage(1e-11);

  static Stream<Arguments> schedules() {
    return FACTS
        .propertyStream()
        .filter(fact -> fact.getValue().isArray())
        .map(fact -> Arguments.of(fact.getKey(), fact.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("schedules")
  void everyEpochRunsAtTheReferenceRate(String name, JsonNode rates) {
    int epochs = number(name, "n_epochs_", 0);
    int start = number(name, "_start_from_", 1);
    double initialRate = name.endsWith("_init_3e-5") ? 3e-5 : 1e-4;
    assertThat(rates).hasSize(epochs - start + 1);
    WarmupCosine schedule = new WarmupCosine(epochs, initialRate);
    for (int i = 0; i < rates.size(); i++) {
      assertThat(schedule.rate(start + i, start))
          .as("epoch %d", start + i)
          .isCloseTo(rates.get(i).asDouble(), ROUNDING);
    }
  }

  /** The number after a marker in a fact's name. */
  private static int number(String name, String marker, int otherwise) {
    int at = name.indexOf(marker);
    if (at < 0) {
      return otherwise;
    }
    String rest = name.substring(at + marker.length());
    return Integer.parseInt(rest.contains("_") ? rest.substring(0, rest.indexOf('_')) : rest);
  }

  @Test
  void coversTheWholeFactFile() {
    assertThat(schedules()).hasSize(14);
  }

  @Test
  void oneEpochIsTooShort() {
    assertThatThrownBy(() -> new WarmupCosine(1, 1e-4))
        .isInstanceOf(CairnException.class)
        .hasMessageContaining("epochs is 1")
        .extracting(e -> ((CairnException) e).code())
        .isEqualTo(ErrorCode.STAGE_OPTION_INVALID);
  }
}
