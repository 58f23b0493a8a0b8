package dev.cairn.standalone.training;

import java.time.Duration;
import java.util.Locale;

/** Quantities as people read them, a dash for none; and texts of messages made harmless. */
public final class Words {
  public static final String NONE = "-";

  private static final double GIB = 1 << 30;
  private static final double MIB = 1 << 20;

  private Words() {}

  /** Any text in one line that changes nothing but itself on a terminal. */
  public static String line(String text) {
    return text.replaceAll("[\\p{Cntrl}\\p{Cf}\\s]+", " ").strip();
  }

  /** The text, its end cut off where it is longer than {@code size} characters. */
  public static String shortened(String text, int size) {
    return text.length() <= size ? text : text.substring(0, size - 1) + "…";
  }

  /** A loss or a share, with three places. */
  public static String three(double value) {
    return Double.isFinite(value) ? format("%.3f", value) : NONE;
  }

  public static String rate(double imagesPerSecond) {
    return !Double.isFinite(imagesPerSecond) || imagesPerSecond <= 0
        ? NONE
        : format(imagesPerSecond < 100 ? "%.1f" : "%.0f", imagesPerSecond);
  }

  public static String learningRate(double value) {
    return value > 0 ? format("%.1e", value).replaceFirst("(e-?)0", "$1") : NONE;
  }

  public static String count(long things) {
    return format("%,d", things);
  }

  /** Such as {@code 1 row} or {@code 2 rows}. */
  public static String count(long things, String name) {
    return count(things) + " " + (things == 1 ? name : name + "s");
  }

  public static String percent(double share) {
    return Double.isFinite(share) ? format("%.0f %%", 100 * share) : NONE;
  }

  public static String gibibytes(long bytes) {
    return bytes > 0 ? format("%.1f GiB", bytes / GIB) : NONE;
  }

  public static String mebibytes(long bytes) {
    return bytes > 0 ? format("%.1f MiB", bytes / MIB) : NONE;
  }

  /** Such as {@code 42 s}, {@code 7 min}, {@code 3:05 h} or {@code 4 d}. */
  public static String duration(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    if (seconds < 100) {
      return seconds + " s";
    }
    if (seconds < 6000) {
      return Math.round(seconds / 60.0) + " min";
    }
    long minutes = Math.round(seconds / 60.0);
    return minutes < 100 * 60
        ? format("%d:%02d h", minutes / 60, minutes % 60)
        : Math.round(minutes / 1440.0) + " d";
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
