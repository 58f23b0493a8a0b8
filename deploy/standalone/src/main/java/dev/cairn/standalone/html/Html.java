package dev.cairn.standalone.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text for a page. */
public final class Html {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\w+)}}");

  private Html() {}

  /** Makes any text safe between tags and inside quoted attributes. */
  public static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /**
   * Fills {@code {{name}}} in a template; values are inserted as they are, and not searched again.
   */
  public static String fill(String template, Map<String, String> values) {
    return PLACEHOLDER
        .matcher(template)
        .replaceAll(found -> Matcher.quoteReplacement(values.get(found.group(1))));
  }

  /** Reads a text file that lies beside a class. */
  public static String resource(Class<?> neighbour, String name) {
    try (InputStream in = neighbour.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Could not read " + name + " from the application", e);
    }
  }

  /** Three places, or the exponent where that would leave nothing; a dash for no number. */
  public static String number(double value) {
    if (value == Double.NEGATIVE_INFINITY) {
      return "−∞";
    }
    if (Double.isNaN(value)) {
      return "—";
    }
    boolean tiny = value != 0 && Math.abs(value) < 0.001;
    return String.format(Locale.ROOT, tiny ? "%.1e" : "%.3f", value).replace('-', '−');
  }
}
