package dev.cairn.imaging.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.imaging.Facts;
import dev.cairn.imaging.ImageDecoder;
import dev.cairn.imaging.ImageLimits;
import dev.cairn.imaging.JpegEncoder;
import dev.cairn.imaging.Pixels;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransformTest {

  static Stream<Map.Entry<String, JsonNode>> shiftScaleRotateFacts() {
    return Facts.cases("augment.json", "matrix");
  }

  @ParameterizedTest
  @MethodSource("shiftScaleRotateFacts")
  void shiftScaleRotateHasTheBitsOfTheReference(Map.Entry<String, JsonNode> named) {
    JsonNode fact = named.getValue();
    Pixels source = Facts.source(fact, "h", "w");
    ShiftScaleRotate transform =
        new ShiftScaleRotate(
            fact.get("angle").doubleValue(),
            fact.get("scale").doubleValue(),
            fact.get("dx").doubleValue(),
            fact.get("dy").doubleValue());

    double[] matrix = transform.matrix(source.width(), source.height());
    for (int i = 0; i < matrix.length; i++) {
      assertThat(matrix[i]).isCloseTo(fact.get("matrix").get(i).doubleValue(), within(1e-12));
    }
    assertThat(transform.apply(source).rgb()).isEqualTo(Facts.bytes(fact.get("uint8_hwc")));
  }

  @ParameterizedTest
  @ValueSource(ints = {99, 100})
  void jpegRecompressionHasTheBitsOfTheReference(int quality) {
    JsonNode fact = Facts.read("augment.json").get("jpeg_q" + quality);
    Pixels source = Facts.source(fact, "h", "w");
    byte[] expected = Facts.bytes(fact.get("uint8_hwc"));

    assertThat(new JpegRecompression(quality).apply(source).rgb()).isEqualTo(expected);

    Pixels inProperOrder =
        new ImageDecoder(ImageLimits.defaults()).decode(JpegEncoder.encode(source, quality));
    assertThat(differences(inProperOrder.rgb(), expected))
        .isEqualTo(fact.get("differs_from_proper_channel_order_in").intValue());
  }

  @Test
  void horizontalFlipHasTheBitsOfTheReference() {
    JsonNode fact = Facts.read("augment.json").get("hflip");
    Pixels source = Facts.source(fact, "h", "w");

    Pixels flipped = new HorizontalFlip().apply(source);

    assertThat(flipped.rgb()).startsWith(Facts.bytes(fact.get("first_row")));
    assertThat(new HorizontalFlip().apply(flipped).rgb()).isEqualTo(source.rgb());
  }

  @Test
  void squareResizeSquashes() {
    Pixels square = new SquareResize(16).apply(Facts.image(0, 75, 100));

    assertThat(square.width()).isEqualTo(16);
    assertThat(square.height()).isEqualTo(16);
  }

  @ParameterizedTest(name = "a hole of 4 about ({0}, {1}) covers {2}..{3} by {4}..{5}")
  @CsvSource({
    "5, 5, 3, 7, 3, 7",
    "0, 0, 0, 4, 0, 4",
    "1, 9, 0, 4, 7, 10",
    "10, 10, 8, 10, 8, 10",
    "2, 8, 0, 4, 6, 10"
  })
  void cutoutBlackensASquare(int x, int y, int left, int right, int top, int bottom) {
    byte[] white = new byte[300];
    Arrays.fill(white, (byte) 255);

    Pixels cut = new Cutout(x, y, 4).apply(new Pixels(10, 10, white));

    for (int row = 0; row < 10; row++) {
      for (int column = 0; column < 10; column++) {
        boolean hole = column >= left && column < right && row >= top && row < bottom;
        assertThat(cut.sample(column, row, 1)).isEqualTo(hole ? 0 : 255);
      }
    }
    assertThat(white).containsOnly(255);
  }

  private static long differences(byte[] left, byte[] right) {
    long differences = 0;
    for (int i = 0; i < right.length; i++) {
      differences += left[i] == right[i] ? 0 : 1;
    }
    return differences;
  }
}
