package dev.cairn.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class JpegEncoderTest {
  private final Pixels image = Facts.image(1, 60, 45);

  @Test
  void itsJpegIsTheOneThatTheReferenceDecoded() {
    Pixels original = Facts.image(1, 60, 45);

    assertThat(JpegEncoder.encode(original, 90))
        .isEqualTo(Facts.resource("jpeg/formula1_q90_420.jpg"));
  }

  @Test
  void lessQualityTakesFewerBytes() {
    assertThat(JpegEncoder.encode(image, 30).length)
        .isLessThan(JpegEncoder.encode(image, 90).length);
  }

  @Test
  void qualityIs1To100() {
    assertThatIllegalArgumentException().isThrownBy(() -> JpegEncoder.encode(image, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> JpegEncoder.encode(image, 101));
  }
}
