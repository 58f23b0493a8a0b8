package dev.cairn.train.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkCostTest {

  /** EfficientNet: Tan and Le, 2019, table 2. */
  @ParameterizedTest
  @CsvSource({
    "tf_efficientnet_b0, 224, 0.39",
    "tf_efficientnet_b1, 240, 0.70",
    "tf_efficientnet_b2, 260, 1.0",
    "tf_efficientnet_b3, 300, 1.8",
    "tf_efficientnet_b4, 380, 4.2",
    "tf_efficientnet_b5, 456, 9.9",
    "tf_efficientnet_b6, 528, 19",
    "tf_efficientnet_b7, 600, 37",
    "nest50, 224, 5.39",
    "nest101, 224, 10.2",
    "rex10, 224, 0.40",
    "rex13, 224, 0.66",
    "rex15, 224, 0.86",
    "rex20, 224, 1.5",
    "rex30, 224, 3.4"
  })
  void multiplyAddsAreThePublished(String name, int imageSize, double billions) {
    NetworkCost cost = NetworkCost.of(Architectures.byName(name), imageSize);
    assertThat(cost.multiplyAdds() / 1e9).isCloseTo(billions, Percentage.withPercentage(5));
  }
}
