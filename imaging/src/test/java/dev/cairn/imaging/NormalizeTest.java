package dev.cairn.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NormalizeTest {

  static Stream<Map.Entry<String, JsonNode>> facts() {
    return Facts.cases("resize_normalize.json", "normalized_hwc_float");
  }

  @ParameterizedTest
  @MethodSource("facts")
  void hasTheFloatsOfTheReferenceWithChannelsFirst(Map.Entry<String, JsonNode> named) {
    JsonNode fact = named.getValue();
    int width = fact.get("dst_w").intValue();
    int height = fact.get("dst_h").intValue();
    Pixels resized = new Pixels(width, height, Facts.bytes(fact.get("resized_uint8_hwc")));
    float[] chw = new float[resized.rgb().length];

    Normalize.chw(resized, FloatBuffer.wrap(chw));

    float[] hwc = Facts.floats(fact.get("normalized_hwc_float"));
    assertThat(chw).hasSameSizeAs(hwc);
    for (int i = 0; i < hwc.length; i++) {
      int channel = i % Pixels.CHANNELS;
      int pixel = i / Pixels.CHANNELS;
      assertThat(chw[channel * width * height + pixel]).isEqualTo(hwc[i]);
    }
  }

  @Test
  void givesEverySampleOfEveryChannelItsValue() {
    JsonNode table = Facts.read("resize_normalize.json").get("normalize_table");
    byte[] ramp = new byte[256 * Pixels.CHANNELS];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = (byte) (i / Pixels.CHANNELS);
    }
    float[] chw = new float[ramp.length];

    Normalize.chw(new Pixels(256, 1, ramp), FloatBuffer.wrap(chw));

    assertThat(FloatBuffer.wrap(chw, 0, 256)).isEqualTo(values(table.get("R")));
    assertThat(FloatBuffer.wrap(chw, 256, 256)).isEqualTo(values(table.get("G")));
    assertThat(FloatBuffer.wrap(chw, 512, 256)).isEqualTo(values(table.get("B")));
  }

  private static FloatBuffer values(JsonNode channel) {
    return FloatBuffer.wrap(Facts.floats(channel));
  }
}
