package dev.cairn.train.archive;

import java.util.HexFormat;

/** The ids of Google Landmarks v2: 16 lower-case hex digits, which fit a {@code long}. */
public final class PhotoId {
  private static final int DIGITS = 16;

  private PhotoId() {}

  /**
   * @throws IllegalArgumentException for any other text
   */
  public static long parse(String text) {
    if (!isValid(text)) {
      throw new IllegalArgumentException("'%.40s' is not 16 hex digits".formatted(text));
    }
    return HexFormat.fromHexDigitsToLong(text);
  }

  static boolean isValid(String text) {
    boolean digits = text.length() == DIGITS;
    for (int i = 0; digits && i < DIGITS; i++) {
      char c = text.charAt(i);
      digits = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
    return digits;
  }
}
