package dev.cairn.pipeline.bundle;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Names an ensemble by what it holds: SHA-256 over its bundle digests, one a line, in order. */
public final class EnsembleDigest {

  private EnsembleDigest() {}

  public static String of(List<String> bundleDigests) {
    try {
      String lines = String.join("\n", bundleDigests);
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(lines.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
