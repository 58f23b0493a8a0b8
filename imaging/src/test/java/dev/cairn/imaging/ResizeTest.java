package dev.cairn.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResizeTest {

  static Stream<Map.Entry<String, JsonNode>> facts() {
    return Facts.cases("resize_normalize.json", "src_h");
  }

  @ParameterizedTest
  @MethodSource("facts")
  void hasTheBitsOfTheReference(Map.Entry<String, JsonNode> named) {
    JsonNode fact = named.getValue();

    Pixels resized =
        Resize.bilinear(
            Facts.source(fact, "src_h", "src_w"),
            fact.get("dst_w").intValue(),
            fact.get("dst_h").intValue());

    assertThat(resized.rgb()).isEqualTo(Facts.bytes(fact.get("resized_uint8_hwc")));
  }

  @Test
  void writesTheSameBitsBehindWhatABufferHolds() {
    Pixels source = Facts.image(1, 30, 20);
    byte[] expected = Resize.bilinear(source, 8, 4).rgb();
    ByteBuffer batch = ByteBuffer.allocateDirect(5 + expected.length + 1);
    batch.position(5);

    Resize.bilinear(source, 8, 4, batch);

    assertThat(batch.position()).isEqualTo(5 + expected.length);
    byte[] written = new byte[expected.length];
    batch.get(5, written);
    assertThat(written).isEqualTo(expected);
    assertThat(batch.get(4)).isZero();
    assertThat(batch.get(batch.limit() - 1)).isZero();
  }

  @Test
  void refusesABufferThatItCannotFill() {
    Pixels source = Facts.image(0, 30, 20);

    assertThatThrownBy(() -> Resize.bilinear(source, 8, 4, ByteBuffer.allocate(96)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("direct");
    assertThatThrownBy(() -> Resize.bilinear(source, 8, 4, ByteBuffer.allocateDirect(95)))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
