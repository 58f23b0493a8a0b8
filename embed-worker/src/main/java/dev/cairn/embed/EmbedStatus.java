package dev.cairn.embed;

import java.util.Optional;

/**
 * What the worker serves.
 *
 * @param ensembleDigest empty while it waits for the first ensemble
 * @param nextDigest the ensemble whose generation of the gallery it makes meanwhile, if any
 * @param refusal why an ensemble announced last is not loaded, if so
 */
public record EmbedStatus(
    Optional<String> ensembleDigest, Optional<String> nextDigest, Optional<String> refusal) {

  static EmbedStatus waiting() {
    return new EmbedStatus(Optional.empty(), Optional.empty(), Optional.empty());
  }
}
