package dev.cairn.imaging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.stream.Stream;

/** What the reference measured, and the images that it measured with. */
public final class Facts {

  private Facts() {}

  /** The cases of a facts file whose objects have this field, by name. */
  public static Stream<Map.Entry<String, JsonNode>> cases(String file, String field) {
    return read(file).properties().stream().filter(fact -> fact.getValue().has(field));
  }

  public static JsonNode read(String file) {
    try {
      return new ObjectMapper().readTree(resource(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static byte[] resource(String file) {
    try (InputStream in = Facts.class.getResourceAsStream(file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static byte[] bytes(JsonNode numbers) {
    byte[] bytes = new byte[numbers.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) numbers.get(i).intValue();
    }
    return bytes;
  }

  public static float[] floats(JsonNode numbers) {
    float[] floats = new float[numbers.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = Float.parseFloat(numbers.get(i).asText());
    }
    return floats;
  }

  /** The formula image of a fact with {@code image}, and {@code h} and {@code w} or the like. */
  public static Pixels source(JsonNode fact, String height, String width) {
    return image(
        fact.get("image").intValue(), fact.get(width).intValue(), fact.get(height).intValue());
  }

  /** The reference's images by formula: 0 has gradients that wrap around, 1 is a chequerboard. */
  public static Pixels image(int which, int width, int height) {
    byte[] rgb = new byte[Pixels.byteCount(width, height)];
    int at = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < Pixels.CHANNELS; c++) {
          rgb[at++] = (byte) (which == 0 ? gradient(x, y, c) : chequer(x, y, c));
        }
      }
    }
    return new Pixels(width, height, rgb);
  }

  private static int gradient(int x, int y, int c) {
    return x * 7 + y * 3 + c * 50 + (x * y) / 5;
  }

  private static int chequer(int x, int y, int c) {
    int base = (x / 8 + y / 8 + c) % 2 == 0 ? 230 - 20 * c : 20 + 30 * c;
    return base + (x * 13 + y * 29 + c * 17) % 24;
  }
}
