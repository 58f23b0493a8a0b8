package dev.cairn.pipeline.bundle;

import dev.cairn.pipeline.file.Sha256;
import java.util.List;

/** Names an ensemble by what it holds: SHA-256 over its bundle digests, one a line, in order. */
public final class EnsembleDigest {

  private EnsembleDigest() {}

  public static String of(List<String> bundleDigests) {
    return Sha256.of(String.join("\n", bundleDigests));
  }
}
