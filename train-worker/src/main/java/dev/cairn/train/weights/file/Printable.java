package dev.cairn.train.weights.file;

/** Text of a file for a message: short, and without what a terminal would obey. */
public final class Printable {
  private static final int MAX_CHARACTERS = 120;

  private Printable() {}

  public static String of(String text) {
    return text.codePoints()
        .limit(MAX_CHARACTERS)
        .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
