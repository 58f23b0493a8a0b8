package dev.cairn.train.net;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.StreamSupport;

/** What the original solution does, measured by running it. */
public final class Facts {

  /** The networks that have facts. */
  public static final List<String> NETWORKS =
      List.of(
          "tf_efficientnet_b3_ns",
          "tf_efficientnet_b4_ns",
          "tf_efficientnet_b5_ns",
          "tf_efficientnet_b6_ns",
          "tf_efficientnet_b7_ns",
          "nest101",
          "rex20");

  private static final JsonMapper JSON = new JsonMapper();

  private Facts() {}

  /** What separates right from wrong in a network's values: rounding adds up in the large ones. */
  public static double tolerance(String network) {
    return network.matches(".*_b[67]_.*") ? 1e-3 : 1e-4;
  }

  /**
   * @param file such as {@code lr.json}
   */
  public static JsonNode of(String file) {
    try (InputStream in = Facts.class.getResourceAsStream("/reference/" + file)) {
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static double[] doubles(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .mapToDouble(n -> Double.parseDouble(n.asText()))
        .toArray();
  }

  public static float[] floats(JsonNode array) {
    float[] values = new float[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.parseFloat(array.get(i).asText());
    }
    return values;
  }

  public static int[] ints(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).mapToInt(JsonNode::asInt).toArray();
  }

  public static long[] longs(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).mapToLong(JsonNode::asLong).toArray();
  }
}
