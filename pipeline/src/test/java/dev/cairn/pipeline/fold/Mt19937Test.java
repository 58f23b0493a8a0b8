package dev.cairn.pipeline.fold;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Mt19937Test {
  private static final JsonNode FACTS = facts();

  @Test
  void drawsTheBitsOfTheReference() {
    Mt19937 random = new Mt19937(StratifiedFolds.SEED);

    for (JsonNode expected : FACTS.get("raw_uint32")) {
      assertThat(Integer.toUnsignedLong(random.nextBits())).isEqualTo(expected.asLong());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 10, 37})
  void shufflesLikeTheReference(int length) {
    assertThat(shuffled(new Mt19937(StratifiedFolds.SEED), length))
        .isEqualTo(ints(FACTS.get("shuffle_arange_" + length)));
  }

  @Test
  void goesOnWhereTheLastShuffleEnded() {
    Mt19937 random = new Mt19937(StratifiedFolds.SEED);

    for (JsonNode expected : FACTS.get("consecutive")) {
      assertThat(shuffled(random, expected.size())).isEqualTo(ints(expected));
    }
  }

  @Test
  void keepsItsPeriodAcrossTwists() {
    Mt19937 random = new Mt19937(5489);
    IntStream.range(0, 9_999).forEach(i -> random.nextBits());

    // The C++ standard names this as the 10000th output of mt19937 with its default seed.
    assertThat(Integer.toUnsignedLong(random.nextBits())).isEqualTo(4_123_659_995L);
  }

  private static int[] shuffled(Mt19937 random, int length) {
    int[] values = IntStream.range(0, length).toArray();
    random.shuffle(values);
    return values;
  }

  private static int[] ints(JsonNode array) {
    return IntStream.range(0, array.size()).map(i -> array.get(i).asInt()).toArray();
  }

  private static JsonNode facts() {
    try (var in = Mt19937Test.class.getResourceAsStream("/reference/mt19937.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
