package dev.cairn.train.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pairs read off both definitions: clovaai's and timm's. */
class ReXNetNamesTest {
  /** Block 3 does not expand, block 4 does, block 6 excites too; 19 and 20 end the network. */
  private static final Set<String> TELLING =
      Set.of(
          "enet.features.1.running_mean",
          "enet.features.4.out.6.weight",
          "enet.features.6.out.5.fc.0.weight",
          "enet.features.20.running_mean");

  @ParameterizedTest
  @CsvSource({
    "features.0.weight, stem.conv.weight",
    "features.1.bias, stem.bn.bias",
    "features.1.running_var, stem.bn.running_var",
    "features.3.out.0.weight, features.0.conv_dw.conv.weight",
    "features.3.out.1.num_batches_tracked, features.0.conv_dw.bn.num_batches_tracked",
    "features.3.out.3.weight, features.0.conv_pwl.conv.weight",
    "features.3.out.4.weight, features.0.conv_pwl.bn.weight",
    "features.4.out.0.weight, features.1.conv_exp.conv.weight",
    "features.4.out.1.weight, features.1.conv_exp.bn.weight",
    "features.4.out.3.weight, features.1.conv_dw.conv.weight",
    "features.4.out.4.weight, features.1.conv_dw.bn.weight",
    "features.4.out.6.weight, features.1.conv_pwl.conv.weight",
    "features.4.out.7.running_mean, features.1.conv_pwl.bn.running_mean",
    "features.6.out.4.weight, features.3.conv_dw.bn.weight",
    "features.6.out.5.fc.0.bias, features.3.se.fc1.bias",
    "features.6.out.5.fc.1.running_var, features.3.se.bn.running_var",
    "features.6.out.5.fc.3.weight, features.3.se.fc2.weight",
    "features.6.out.7.weight, features.3.conv_pwl.conv.weight",
    "features.6.out.8.bias, features.3.conv_pwl.bn.bias",
    "features.19.weight, features.16.conv.weight",
    "features.20.weight, features.16.bn.weight",
  })
  void timmHasWordsForTheNumbers(String original, String timm) {
    assertThat(ReXNetNames.timm(original, TELLING::contains)).contains(timm);
  }

  @Test
  void otherNetworksHaveNoSuchNames() {
    assertThat(ReXNetNames.timm("blocks.0.0.conv_dw.weight", TELLING::contains)).isEmpty();
    assertThat(ReXNetNames.timm("layer1.0.conv2.fc1.weight", TELLING::contains)).isEmpty();
  }
}
