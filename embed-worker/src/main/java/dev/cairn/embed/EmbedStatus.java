package dev.cairn.embed;

import java.util.Optional;

/**
 * What the worker serves.
 *
 * @param ensembleDigest empty while it waits for the first ensemble
 * @param refusal why the ensemble announced last is not served, if so
 */
public record EmbedStatus(Optional<String> ensembleDigest, Optional<String> refusal) {

  static EmbedStatus waiting() {
    return new EmbedStatus(Optional.empty(), Optional.empty());
  }

  static EmbedStatus serving(String ensembleDigest) {
    return new EmbedStatus(Optional.of(ensembleDigest), Optional.empty());
  }

  EmbedStatus refused(String reason) {
    return new EmbedStatus(ensembleDigest, Optional.of(reason));
  }
}
