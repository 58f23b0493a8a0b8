package dev.cairn.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ImageDecoderTest {
  /** An EXIF block, big-endian, that holds nothing but orientation 6: turn right to see it. */
  private static final byte[] TURN_RIGHT = {
    'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0
  };

  private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());
  private final Pixels image = Facts.image(0, 60, 45);

  static Stream<Map.Entry<String, JsonNode>> facts() {
    return Facts.cases("jpeg_decode.json", "file");
  }

  @ParameterizedTest
  @MethodSource("facts")
  void aJpegHasTheBitsOfTheReference(Map.Entry<String, JsonNode> named) {
    JsonNode fact = named.getValue();

    Pixels decoded = decoder.decode(Facts.resource(fact.get("file").asText()));

    assertThat(decoded.width()).isEqualTo(fact.get("w").intValue());
    assertThat(decoded.height()).isEqualTo(fact.get("h").intValue());
    assertThat(decoded.rgb()).isEqualTo(Facts.bytes(fact.get("decoded_rgb_hwc")));
  }

  @Test
  void aJpegWithRestartMarkersIsComplete() {
    byte[] plain = Encoded.jpeg(image);
    byte[] restarts = Encoded.jpeg(image, opencv_imgcodecs.IMWRITE_JPEG_RST_INTERVAL, 1);

    assertThat(restarts.length).isGreaterThan(plain.length);
    assertThat(decoder.decode(restarts).rgb()).isEqualTo(decoder.decode(plain).rgb());
  }

  @Test
  void whatFollowsTheEndOfAJpegIsIgnored() {
    byte[] jpeg = Encoded.jpeg(image);
    byte[] followed = Arrays.copyOf(jpeg, jpeg.length + 1000);

    assertThat(decoder.decode(followed).rgb()).isEqualTo(decoder.decode(jpeg).rgb());
  }

  @Test
  void losslessFormatsGiveBackWhatWasEncoded() {
    assertThat(decoder.decode(Encoded.png(image)).rgb()).isEqualTo(image.rgb());
    assertThat(decoder.decode(Encoded.losslessWebp(image)).rgb()).isEqualTo(image.rgb());
  }

  @Test
  void lossyWebpKeepsSizeAndChannelOrder() {
    Pixels red = new Pixels(20, 10, new byte[600]);
    for (int i = 0; i < 600; i += 3) {
      red.rgb()[i] = (byte) 200;
    }

    Pixels decoded = decoder.decode(Encoded.webp(red));

    assertThat(decoded.width()).isEqualTo(20);
    assertThat(decoded.height()).isEqualTo(10);
    assertThat(decoded.sample(10, 5, 0)).isBetween(190, 210);
    assertThat(decoded.sample(10, 5, 2)).isLessThan(20);
  }

  @Test
  void alphaIsDroppedWithoutCompositing() {
    byte[] pixel = {30, 20, 10};

    assertThat(decoder.decode(Encoded.translucentPng(10, 20, 30, 0)).rgb())
        .startsWith(pixel)
        .hasSize(72);
    assertThat(decoder.decode(Encoded.translucentWebp(10, 20, 30, 128)).rgb())
        .startsWith(pixel)
        .hasSize(72);
  }

  @Test
  void a16BitSampleKeepsItsHighByteAndGrayBecomesThreeChannels() {
    byte[] rgb = decoder.decode(Encoded.gray16Png(0x7AFF)).rgb();

    assertThat(rgb).hasSize(72).containsOnly(0x7A);
  }

  @Test
  void anOrientationInsideAPngTurnsTheImage() {
    byte[] turned = Encoded.withPngChunk(Encoded.png(image), "eXIf", TURN_RIGHT);

    Pixels decoded = decoder.decode(turned);

    assertThat(decoded.width()).isEqualTo(45);
    assertThat(decoded.height()).isEqualTo(60);
    assertThat(decoded.sample(44, 0, 1)).isEqualTo(image.sample(0, 0, 1));
    assertThat(decoded.sample(0, 0, 1)).isEqualTo(image.sample(0, 44, 1));
  }

  @Test
  void decodingToASizeHasTheBitsOfDecodingThenResizing() {
    byte[] jpeg = Facts.resource("jpeg/exif6_q90_444.jpg");
    byte[] expected = Resize.bilinear(decoder.decode(jpeg), 32, 16).rgb();
    ByteBuffer batch = ByteBuffer.allocateDirect(2 * expected.length);

    decoder.decodeResized(jpeg, 32, 16, batch);
    decoder.decodeResized(jpeg, 32, 16, batch);

    assertThat(batch.hasRemaining()).isFalse();
    byte[] second = new byte[expected.length];
    batch.get(expected.length, second);
    assertThat(second).isEqualTo(expected);
  }

  @Test
  void oneDecodingGivesEverySizeTheBitsOfItsOwn() {
    byte[] jpeg = Facts.resource("jpeg/exif6_q90_444.jpg");

    List<Pixels> squares = decoder.decodeSquares(jpeg, List.of(16, 48, 7));

    assertThat(squares).extracting(Pixels::width).containsExactly(16, 48, 7);
    for (Pixels square : squares) {
      assertThat(square.rgb())
          .isEqualTo(Resize.bilinear(decoder.decode(jpeg), square.width(), square.height()).rgb());
    }
  }

  @Test
  void aRejectedImageLeavesTheBatchAsItWas() {
    byte[] jpeg = Encoded.jpeg(image);
    byte[] cut = Arrays.copyOf(jpeg, jpeg.length - 2);
    ByteBuffer batch = ByteBuffer.allocateDirect(8 * 8 * 3);

    assertThatThrownBy(() -> decoder.decodeResized(cut, 8, 8, batch))
        .isInstanceOf(ImageRejectedException.class);
    assertThat(batch.position()).isZero();
    assertThat(batch.mismatch(ByteBuffer.allocate(8 * 8 * 3))).isEqualTo(-1);
  }

  @Test
  void threadsShareADecoder() throws Exception {
    byte[] jpeg = Encoded.jpeg(image);
    byte[] expected = decoder.decode(jpeg).rgb();
    try (var threads = Executors.newFixedThreadPool(4)) {
      var decodes = Collections.nCopies(200, (Callable<Pixels>) () -> decoder.decode(jpeg));
      for (Future<Pixels> decoded : threads.invokeAll(decodes)) {
        assertThat(decoded.get().rgb()).isEqualTo(expected);
      }
    }
  }

  @Test
  void noNativeMemoryStaysBehind() {
    byte[] jpeg = Encoded.jpeg(image);
    byte[] corrupt = Encoded.png(image);
    corrupt[corrupt.length / 2] ^= 1;
    ByteBuffer target = ByteBuffer.allocateDirect(8 * 8 * 3);
    decoder.decode(jpeg);
    long before = Pointer.totalCount();

    for (int i = 0; i < 50; i++) {
      decoder.decode(jpeg);
      decoder.decodeResized(jpeg, 8, 8, target.clear());
      decoder.decodeSquares(jpeg, List.of(8, 16));
    }
    assertThatThrownBy(() -> decoder.decode(corrupt)).isInstanceOf(ImageRejectedException.class);

    assertThat(Pointer.totalCount()).isLessThanOrEqualTo(before);
  }
}
