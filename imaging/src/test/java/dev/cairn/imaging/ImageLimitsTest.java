package dev.cairn.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ImageLimitsTest {

  @Test
  void defaultsAre20MebibytesAnd100Megapixels() {
    assertThat(ImageLimits.defaults())
        .isEqualTo(new ImageLimits(20 * 1024 * 1024, 20_000, 100_000_000));
  }

  @Test
  void limitsArePositiveAndFitAnArray() {
    assertThatIllegalArgumentException().isThrownBy(() -> new ImageLimits(0, 1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new ImageLimits(1, 0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new ImageLimits(1, 1, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ImageLimits(1, 1, 800_000_000))
        .withMessageContaining("715827882");
  }
}
