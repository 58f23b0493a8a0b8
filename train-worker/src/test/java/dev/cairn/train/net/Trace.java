package dev.cairn.train.net;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;

/**
 * Values of one image somewhere in a network, {@code [channels, height, width]} in row-major order.
 */
public record Trace(long[] shape, float[] values) {

  /** Holds it against a row of the facts: module, shape, mean, length, first and last values. */
  public void assertIs(JsonNode row, double tolerance) {
    String module = row.get(0).asText();
    double expectedLength = row.get(3).asDouble();
    double typical = expectedLength / Math.sqrt(values.length);
    Offset<Double> offset = Offset.offset(tolerance * Math.max(1, typical));
    assertThat(shape).as(module).containsExactly(Facts.longs(row.get(1)));
    assertThat(mean()).as(module).isCloseTo(row.get(2).asDouble(), offset);
    assertThat(length())
        .as(module)
        .isCloseTo(expectedLength, Percentage.withPercentage(100 * tolerance));
    assertValues(module, row.get(4), 0, offset);
    assertValues(module, row.get(5), values.length - row.get(5).size(), offset);
  }

  private void assertValues(String module, JsonNode expected, int from, Offset<Double> offset) {
    for (int i = 0; i < expected.size(); i++) {
      assertThat((double) values[from + i])
          .as("%s[%d]", module, from + i)
          .isCloseTo(expected.get(i).asDouble(), offset);
    }
  }

  private double mean() {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  public double length() {
    double squares = 0;
    for (float value : values) {
      squares += (double) value * value;
    }
    return Math.sqrt(squares);
  }
}
