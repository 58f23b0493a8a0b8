package dev.cairn.standalone.gallery;

/** Digests as people read and type them. */
public final class Digests {
  /** Enough of a digest to tell generations and bundles apart. */
  private static final int BRIEF = 12;

  private Digests() {}

  /** The start of a digest. */
  public static String brief(String digest) {
    return digest.substring(0, Math.min(BRIEF, digest.length()));
  }
}
