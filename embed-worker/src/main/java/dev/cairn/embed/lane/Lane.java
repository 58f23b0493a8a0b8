package dev.cairn.embed.lane;

/** Who wants the device. */
public enum Lane {
  /** Photographs that somebody waits for. */
  QUERIES,
  /** Those that come to the gallery, and the generations of the gallery that are made. */
  GALLERY
}
