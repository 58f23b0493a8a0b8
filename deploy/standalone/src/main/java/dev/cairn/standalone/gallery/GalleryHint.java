package dev.cairn.standalone.gallery;

/** What to type next, as messages tell it. */
public final class GalleryHint {
  private static final String DEFAULT_ENSEMBLE = "default";

  private GalleryHint() {}

  /** A command of {@code cairn gallery} in backticks. */
  public static String of(String command, String ensembleName) {
    String option =
        ensembleName.equals(DEFAULT_ENSEMBLE) ? "" : " --ensemble %s".formatted(ensembleName);
    return "`cairn gallery %s%s`".formatted(command, option);
  }
}
