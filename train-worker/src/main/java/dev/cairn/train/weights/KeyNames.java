package dev.cairn.train.weights;

import dev.cairn.train.net.LandmarkNetwork;
import dev.cairn.train.net.Parameter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which parameter of a network a name in a checkpoint means. Known are the names of the original
 * solution's checkpoints, which are the network's own, and those of the backbones that it took: of
 * geffnet, timm, ResNeSt and ReXNet.
 */
final class KeyNames {
  /** {@code DataParallel} puts it before every name. */
  private static final String PARALLEL = "module.";

  /** The original solution calls every backbone so. */
  private static final String BACKBONE = "enet.";

  /**
   * Layers that tell ImageNet's classes apart: timm and geffnet, ResNeSt, timm's ReXNet, ReXNet.
   */
  private static final List<String> CLASSIFIERS =
      List.of("classifier.", "fc.", "head.fc.", "output.");

  private final Map<String, String> parameters = new HashMap<>();

  KeyNames(LandmarkNetwork network) {
    Set<String> names =
        network.parameters(0).stream().map(Parameter::name).collect(Collectors.toSet());
    for (String name : names) {
      parameters.put(name, name);
      if (name.startsWith(BACKBONE)) {
        String bare = name.substring(BACKBONE.length());
        parameters.put(bare, name);
        ReXNetNames.timm(bare, names::contains).ifPresent(timm -> parameters.put(timm, name));
      }
    }
  }

  /** The parameter that is meant. */
  Optional<String> parameter(String key) {
    return Optional.ofNullable(parameters.get(withoutPrefix(key, PARALLEL)));
  }

  /** Says that it belongs to the classifier of another task. */
  static boolean isClassifier(String key) {
    String bare = withoutPrefix(withoutPrefix(key, PARALLEL), BACKBONE);
    return CLASSIFIERS.stream().anyMatch(bare::startsWith);
  }

  private static String withoutPrefix(String key, String prefix) {
    return key.startsWith(prefix) ? key.substring(prefix.length()) : key;
  }
}
