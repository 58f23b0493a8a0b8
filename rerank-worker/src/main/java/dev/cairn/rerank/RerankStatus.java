package dev.cairn.rerank;

import java.util.Optional;

/**
 * What the worker is doing.
 *
 * @param failure that only a restart mends, if there is one
 * @param waitsFor why the gallery index waits, for instance for a server that is down
 * @param serving false while the gallery index catches up with its topic
 * @param galleryRows rows of all ensembles
 */
public record RerankStatus(
    Optional<String> failure, Optional<String> waitsFor, boolean serving, long galleryRows) {

  /** False when only a restart helps. */
  public boolean sound() {
    return failure.isEmpty();
  }
}
