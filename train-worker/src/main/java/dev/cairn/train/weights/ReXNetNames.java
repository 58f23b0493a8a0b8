package dev.cairn.train.weights;

import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * ReXNet's layers have numbers in the original and words in timm. The original counts activations
 * too: a block is {@code [expand, norm, swish,] filter, norm, [excite,] relu6, project, norm}.
 */
final class ReXNetNames {
  /** Stem convolution, its norm and its activation come before the first block. */
  private static final int FIRST_BLOCK = 3;

  private static final Pattern LAYER = Pattern.compile("features\\.(\\d+)\\.(\\w+)");
  private static final Pattern IN_BLOCK =
      Pattern.compile("features\\.(\\d+)\\.out\\.(\\d+)(?:\\.fc\\.(\\d))?\\.(\\w+)");

  private static final Map<String, String> PLAIN =
      Map.of("0", "conv_dw.conv", "1", "conv_dw.bn", "3", "conv_pwl.conv", "4", "conv_pwl.bn");
  private static final Map<String, String> EXPANDING =
      Map.of(
          "0", "conv_exp.conv",
          "1", "conv_exp.bn",
          "3", "conv_dw.conv",
          "4", "conv_dw.bn",
          "6", "conv_pwl.conv",
          "7", "conv_pwl.bn");
  private static final Map<String, String> EXCITING =
      Map.of(
          "0", "conv_exp.conv",
          "1", "conv_exp.bn",
          "3", "conv_dw.conv",
          "4", "conv_dw.bn",
          "7", "conv_pwl.conv",
          "8", "conv_pwl.bn");
  private static final Map<String, String> EXCITATION = Map.of("0", "fc1", "1", "bn", "3", "fc2");

  private ReXNetNames() {}

  /**
   * timm's name of a parameter of the original ReXNet.
   *
   * @param bare the original's, such as {@code features.4.out.0.weight}
   * @param exists whether the network has a parameter, by its own name
   */
  static Optional<String> timm(String bare, Predicate<String> exists) {
    Matcher inBlock = IN_BLOCK.matcher(bare);
    if (inBlock.matches()) {
      String block = "features." + inBlock.group(1);
      int index = Integer.parseInt(inBlock.group(1)) - FIRST_BLOCK;
      String excitation = inBlock.group(3);
      String layer =
          excitation == null
              ? layers(block, exists).get(inBlock.group(2))
              : "se." + EXCITATION.get(excitation);
      return Optional.of("features.%d.%s.%s".formatted(index, layer, inBlock.group(4)));
    }
    Matcher layer = LAYER.matcher(bare);
    if (!layer.matches()) {
      return Optional.empty();
    }
    int index = Integer.parseInt(layer.group(1));
    boolean norm = exists.test("enet.features.%d.running_mean".formatted(index));
    String kind = (norm ? "bn." : "conv.") + layer.group(2);
    return Optional.of(
        index < FIRST_BLOCK
            ? "stem." + kind
            : "features.%d.%s".formatted(index - FIRST_BLOCK - (norm ? 1 : 0), kind));
  }

  private static Map<String, String> layers(String block, Predicate<String> exists) {
    if (exists.test("enet." + block + ".out.5.fc.0.weight")) {
      return EXCITING;
    }
    return exists.test("enet." + block + ".out.6.weight") ? EXPANDING : PLAIN;
  }
}
