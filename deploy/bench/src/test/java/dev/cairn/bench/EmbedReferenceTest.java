package dev.cairn.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.train.net.Architectures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbedReferenceTest {

  @ParameterizedTest
  @CsvSource({"tf_efficientnet_b3, 8.1, 12.8", "rex20, 8.7, 7.3", "nest101, 5.3, 3.9"})
  void knowsTheNetworksOfTheOriginal(String architecture, double batch1, double batch8) {
    assertThat(Architectures.byName(architecture).architecture()).isEqualTo(architecture);
    assertThat(EmbedReference.imagesPerSecond(architecture, 256, 1)).hasValue(batch1);
    assertThat(EmbedReference.imagesPerSecond(architecture, 256, 8)).hasValue(batch8);
  }

  @Test
  void knowsNothingOfOtherNetworksSizesAndBatches() {
    assertThat(EmbedReference.imagesPerSecond("tf_efficientnet_b0", 256, 8)).isEmpty();
    assertThat(EmbedReference.imagesPerSecond("tf_efficientnet_b3", 512, 8)).isEmpty();
    assertThat(EmbedReference.imagesPerSecond("tf_efficientnet_b3", 256, 4)).isEmpty();
  }
}
