package dev.cairn.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.cairn.imaging.ImageDecoder;
import dev.cairn.imaging.ImageLimits;
import dev.cairn.imaging.Pixels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyntheticPhotographsTest {

  @Test
  void areTheSameOnEveryRunAndAsHeavyAsPhotographs() {
    byte[][] jpegs = SyntheticPhotographs.jpegs(2);
    assertThat(SyntheticPhotographs.jpegs(2)).isDeepEqualTo(jpegs);
    assertThat(jpegs[0]).isNotEqualTo(jpegs[1]).hasSizeBetween(50_000, 400_000);
    Pixels pixels = new ImageDecoder(ImageLimits.defaults()).decode(jpegs[0]);
    assertThat(pixels.width()).isEqualTo(SyntheticPhotographs.WIDTH);
    assertThat(pixels.height()).isEqualTo(SyntheticPhotographs.HEIGHT);
  }

  @ParameterizedTest
  @ValueSource(ints = {100_000, 2_000_000})
  void areAsLargeAsAskedFor(int bytes) {
    assertThat(SyntheticPhotographs.jpegOfBytes(bytes).length)
        .isCloseTo(bytes, withinPercentage(3));
  }

  @Test
  void asSmallAsAThousandBytesAreMostlyHeaders() {
    assertThat(SyntheticPhotographs.jpegOfBytes(1000)).hasSizeBetween(900, 1300);
  }
}
