package dev.cairn.pipeline.bundle;

import dev.cairn.pipeline.file.Sha256;
import java.util.List;

/**
 * Names an ensemble by what it holds: SHA-256 over its bundle digests, one a line, in order, and a
 * line of its groups where vectors are averaged.
 */
public final class EnsembleDigest {

  private EnsembleDigest() {}

  /** Of an ensemble whose vectors are joined as they are. */
  public static String of(List<String> bundleDigests) {
    return of(bundleDigests, VectorGroups.NONE);
  }

  public static String of(List<String> bundleDigests, VectorGroups groups) {
    String bundles = String.join("\n", bundleDigests);
    return Sha256.of(groups.equals(VectorGroups.NONE) ? bundles : bundles + "\ngroups " + groups);
  }
}
