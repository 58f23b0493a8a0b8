package dev.cairn.pipeline.bundle;

/** Names what an ensemble will be after its next switch: its gallery is made meanwhile. */
public final class NextEnsemble {
  private static final String SUFFIX = "/next";

  private NextEnsemble() {}

  /** The name under which it is announced. */
  public static String of(String ensembleName) {
    return ensembleName + SUFFIX;
  }
}
