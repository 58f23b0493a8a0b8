package dev.cairn.train.model;

import java.util.Locale;

/** Numbers for people: three digits and a unit. */
final class Quantity {
  private static final double STEP = 1000;
  private static final String[] PREFIXES = {"", "k", "M", "G", "T"};

  private Quantity() {}

  /** Such as {@code 12.2 M}. */
  static String of(long value) {
    double scaled = value;
    int prefix = 0;
    while (scaled >= STEP && prefix < PREFIXES.length - 1) {
      scaled /= STEP;
      prefix++;
    }
    return prefix == 0
        ? Long.toString(value)
        : String.format(Locale.ROOT, "%.3g %s", scaled, PREFIXES[prefix]);
  }
}
