package dev.cairn.train.net;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The known networks by name. */
public final class Architectures {

  private static final double[] EFFICIENTNET_WIDTHS = {1.0, 1.0, 1.1, 1.2, 1.4, 1.6, 1.8, 2.0};
  private static final double[] EFFICIENTNET_DEPTHS = {1.0, 1.1, 1.2, 1.4, 1.8, 2.2, 2.6, 3.1};
  private static final double[] REXNET_WIDTHS = {1.0, 1.3, 1.5, 2.0, 2.2, 3.0};

  private static final SortedMap<String, Backbone> BACKBONES = backbones();

  private Architectures() {}

  private static SortedMap<String, Backbone> backbones() {
    SortedMap<String, Backbone> backbones = new TreeMap<>();
    for (int i = 0; i < EFFICIENTNET_WIDTHS.length; i++) {
      double width = EFFICIENTNET_WIDTHS[i];
      double depth = EFFICIENTNET_DEPTHS[i];
      backbones.put("tf_efficientnet_b" + i, EfficientNet.tensorFlow(width, depth));
      backbones.put("efficientnet_b" + i, EfficientNet.plain(width, depth));
    }
    for (double width : REXNET_WIDTHS) {
      backbones.put("rex" + Math.round(width * 10), new ReXNet(width));
    }
    backbones.put("nest50", new ResNeSt(List.of(3, 4, 6, 3), 32));
    backbones.put("nest101", new ResNeSt(List.of(3, 4, 23, 3), 64));
    return Collections.unmodifiableSortedMap(backbones);
  }

  /**
   * @param name such as {@code tf_efficientnet_b3}, {@code nest101} or {@code rex20}; a suffix
   *     {@code _ns}, which names pre-trained weights, changes nothing
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
