package dev.cairn.train.net;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The known networks by name. */
public final class Architectures {

  private static final SortedMap<String, Backbone> BACKBONES =
      new TreeMap<>(
          Map.of(
              "tf_efficientnet_b0", new EfficientNet(1.0, 1.0),
              "tf_efficientnet_b1", new EfficientNet(1.0, 1.1),
              "tf_efficientnet_b2", new EfficientNet(1.1, 1.2),
              "tf_efficientnet_b3", new EfficientNet(1.2, 1.4),
              "tf_efficientnet_b4", new EfficientNet(1.4, 1.8),
              "tf_efficientnet_b5", new EfficientNet(1.6, 2.2),
              "tf_efficientnet_b6", new EfficientNet(1.8, 2.6),
              "tf_efficientnet_b7", new EfficientNet(2.0, 3.1)));

  private Architectures() {}

  /**
   * @param name such as {@code tf_efficientnet_b3}; a suffix {@code _ns}, which names pre-trained
   *     weights, changes nothing
   * @throws CairnException {@code ARCHITECTURE_UNKNOWN}
   */
  public static LandmarkNetwork byName(String name) {
    String plain = name.endsWith("_ns") ? name.substring(0, name.length() - 3) : name;
    Backbone backbone = BACKBONES.get(plain);
    if (backbone == null) {
      throw new CairnException(
          ErrorCode.ARCHITECTURE_UNKNOWN,
          "Architecture '%s' is not known; known are %s"
              .formatted(name, String.join(", ", BACKBONES.keySet())));
    }
    return new LandmarkNetwork(name, backbone);
  }
}
