package dev.cairn.train.recipe;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The recipes of the original solution's nine models. */
public final class ShippedRecipes {
  private static final List<String> NAMES =
      List.of("b7", "b6-768", "b6-512", "b5-768-a", "b5-768-b", "b4", "b3", "nest101", "rex20");

  private ShippedRecipes() {}

  /** In the order of the original's ensemble. */
  public static List<String> names() {
    return NAMES;
  }

  /** The YAML text of one of {@link #names}. */
  public static String text(String name) {
    try (InputStream in = ShippedRecipes.class.getResourceAsStream("/recipes/" + name + ".yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read recipe " + name + " from the application", e);
    }
  }
}
