package dev.cairn.imaging;

import static dev.cairn.imaging.ImageFault.CORRUPT;
import static dev.cairn.imaging.ImageFault.EMPTY;
import static dev.cairn.imaging.ImageFault.FORMAT_UNSUPPORTED;
import static dev.cairn.imaging.ImageFault.TOO_LARGE;
import static dev.cairn.imaging.ImageFault.TRUNCATED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageRejectionTest {
  private static final String JPEG_START = "FFD8";
  private static final String JPEG_END = "FFD9";
  private static final String SCAN = "FFDA0008010100003F00" + "1234";

  private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());
  private final Pixels image = Facts.image(0, 60, 45);

  @Test
  void noBytesAreEmpty() {
    assertThat(faultOf(new byte[0])).isEqualTo(EMPTY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"This is not an image.", "GIF89a", "BM", "RIFF....WAVEfmt ", "\n", "<svg/>"})
  void otherFilesAreUnsupported(String text) {
    assertThat(faultOf(text.getBytes(StandardCharsets.US_ASCII))).isEqualTo(FORMAT_UNSUPPORTED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"q90_420", "q90_444", "q75_422", "q85_prog_420", "gray_q90", "exif6_q90_444"})
  void aJpegCutAnywhereIsTruncated(String name) {
    assertTruncatedEverywhere(Facts.resource("jpeg/" + name + ".jpg"), 3);
  }

  @Test
  void aPngOrWebpCutAnywhereIsTruncated() {
    assertTruncatedEverywhere(Encoded.png(image), 8);
    assertTruncatedEverywhere(Encoded.webp(image), 12);
    assertTruncatedEverywhere(Encoded.losslessWebp(image), 12);
  }

  @Test
  void theEndOfAThumbnailIsNotTheEndOfTheImage() {
    byte[] jpeg = Facts.resource("jpeg/q90_420.jpg");
    byte[] thumbnail = hex("FFE1" + "0008" + JPEG_START + "0000" + JPEG_END);
    byte[] both =
        ByteBuffer.allocate(jpeg.length + thumbnail.length)
            .put(jpeg, 0, 2)
            .put(thumbnail)
            .put(jpeg, 2, jpeg.length - 2)
            .array();

    assertThat(decoder.decode(both).rgb()).isEqualTo(decoder.decode(jpeg).rgb());
    assertThat(faultOf(Arrays.copyOf(both, both.length / 2))).isEqualTo(TRUNCATED);
  }

  @Test
  void aSideOf30000IsTooLargeInEveryFormat() {
    assertThat(faultOf(hex(JPEG_START + frame(30_000, 30_000) + JPEG_END))).isEqualTo(TOO_LARGE);
    assertThat(faultOf(pngHeader(30_000, 30_000))).isEqualTo(TOO_LARGE);
    assertThat(faultOf(extendedWebp(30_000, 30_000))).isEqualTo(TOO_LARGE);
    assertThat(faultOf(pngHeader(20_001, 1))).isEqualTo(TOO_LARGE);
    assertThat(faultOf(pngHeader(1, 20_001))).isEqualTo(TOO_LARGE);
  }

  @Test
  void sidesWithinTheLimitCanHaveTooManyPixels() {
    assertThat(faultOf(pngHeader(10_000, 10_001))).isEqualTo(TOO_LARGE);
    assertThat(faultOf(pngHeader(10_000, 10_000))).isEqualTo(TRUNCATED);
  }

  @Test
  void theSizeOfAWebpIsReadFromEachKindOfHeader() {
    ImageDecoder small = new ImageDecoder(new ImageLimits(10_000, 59, 10_000));
    ImageDecoder enough = new ImageDecoder(new ImageLimits(10_000, 60, 60 * 45));

    for (byte[] webp : new byte[][] {Encoded.webp(image), Encoded.losslessWebp(image)}) {
      assertThat(faultOf(small, webp)).isEqualTo(TOO_LARGE);
      assertThat(enough.decode(webp).height()).isEqualTo(45);
    }
  }

  @Test
  void tooManyBytesAreTooLargeWhateverTheyAre() {
    ImageDecoder strict = new ImageDecoder(new ImageLimits(100, 1000, 1000));

    assertThat(faultOf(strict, new byte[101])).isEqualTo(TOO_LARGE);
    assertThat(faultOf(strict, new byte[100])).isEqualTo(FORMAT_UNSUPPORTED);
  }

  @Test
  void aSideOfZeroIsCorrupt() {
    assertThat(faultOf(hex(JPEG_START + frame(0, 10) + JPEG_END))).isEqualTo(CORRUPT);
    assertThat(faultOf(pngHeader(10, 0))).isEqualTo(CORRUPT);
    assertThat(faultOf(pngHeader(-1, 10))).isEqualTo(CORRUPT);
  }

  @Test
  void aFormatThatBeginsWronglyIsCorrupt() {
    byte[] png = Encoded.png(image);
    png[12] = 'X';
    byte[] webp = Encoded.webp(image);
    webp[12] = 'X';

    assertThat(faultOf(png)).isEqualTo(CORRUPT);
    assertThat(faultOf(webp)).isEqualTo(CORRUPT);
  }

  @Test
  void aJpegWithoutAnImageIsCorrupt() {
    assertThat(faultOf(hex(JPEG_START + JPEG_END))).isEqualTo(CORRUPT);
    assertThat(faultOf(hex(JPEG_START + frame(10, 10) + JPEG_END))).isEqualTo(CORRUPT);
  }

  @Test
  void damagedPngDataIsCorrupt() {
    byte[] png = Encoded.png(image);
    png[png.length / 2] ^= 1;

    assertThat(faultOf(png)).isEqualTo(CORRUPT);
  }

  @Test
  void aChunkThatClaimsMoreThanThereIsIsTruncated() {
    byte[] png = Encoded.png(image);
    ByteBuffer.wrap(png).putInt(png.length - 12, 0x7FFF_FFFF);

    assertThat(faultOf(png)).isEqualTo(TRUNCATED);
  }

  @Test
  void aJpegOfThousandsOfScansIsRefusedBeforeItCostsTime() {
    String scans = SCAN.repeat(5000);

    assertThatExceptionOfType(ImageRejectedException.class)
        .isThrownBy(() -> decoder.decode(hex(JPEG_START + frame(9000, 9000) + scans + JPEG_END)))
        .withMessageContaining("scans")
        .extracting(ImageRejectedException::fault)
        .isEqualTo(CORRUPT);
  }

  private void assertTruncatedEverywhere(byte[] complete, int from) {
    assertThat(decoder.decode(complete)).isNotNull();
    for (int length = from; length < complete.length; length++) {
      assertThat(faultOf(Arrays.copyOf(complete, length)))
          .as("cut to %d", length)
          .isEqualTo(TRUNCATED);
    }
  }

  private ImageFault faultOf(byte[] bytes) {
    return faultOf(decoder, bytes);
  }

  private static ImageFault faultOf(ImageDecoder decoder, byte[] bytes) {
    try {
      Pixels pixels = decoder.decode(bytes);
      throw new AssertionError("decoded to " + pixels);
    } catch (ImageRejectedException e) {
      return e.fault();
    }
  }

  private static String frame(int width, int height) {
    return "FFC0" + "0011" + "08" + "%04X%04X".formatted(height, width) + "03012200021101031101";
  }

  private static byte[] pngHeader(int width, int height) {
    return hex(
        "89504E470D0A1A0A"
            + "0000000D49484452"
            + "%08X%08X".formatted(width, height)
            + "0802000000"
            + "00000000");
  }

  private static byte[] extendedWebp(int width, int height) {
    ByteBuffer webp =
        ByteBuffer.wrap(
            hex("52494646" + "16000000" + "57454250" + "56503858" + "0A000000" + "00".repeat(10)));
    webp.order(ByteOrder.LITTLE_ENDIAN);
    webp.putInt(24, width - 1).putShort(27, (short) (height - 1));
    return webp.array();
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}
