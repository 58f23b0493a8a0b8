package dev.cairn.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PixelsTest {

  @Test
  void aSampleIsFoundByColumnRowAndChannel() {
    Pixels pixels = new Pixels(2, 2, new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, (byte) 200});

    assertThat(pixels.sample(1, 0, 2)).isEqualTo(5);
    assertThat(pixels.sample(0, 1, 0)).isEqualTo(6);
    assertThat(pixels.sample(1, 1, 2)).isEqualTo(200);
  }

  @Test
  void bytesAndSizeMustAgree() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Pixels(2, 2, new byte[11]))
        .withMessageContaining("11 bytes")
        .withMessageContaining("2 x 2");
    assertThatIllegalArgumentException().isThrownBy(() -> new Pixels(0, 1, new byte[0]));
    assertThatThrownBy(() -> Pixels.byteCount(30_000, 30_000))
        .isInstanceOf(ArithmeticException.class);
  }
}
