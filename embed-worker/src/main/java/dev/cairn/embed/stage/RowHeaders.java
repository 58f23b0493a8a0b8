package dev.cairn.embed.stage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;

/** What a row of the gallery tells beside its embedding. */
final class RowHeaders {
  private static final String SOURCE = "cairn.source";
  private static final String REMOVAL = "cairn.removal";

  private RowHeaders() {}

  /** Digest of the ensemble whose generation the row was made from. */
  static Header source(String ensembleDigest) {
    return new RecordHeader(SOURCE, ensembleDigest.getBytes(UTF_8));
  }

  static Optional<String> source(Headers headers) {
    return Optional.ofNullable(headers.lastHeader(SOURCE))
        .map(header -> new String(header.value(), UTF_8));
  }

  /**
   * The photograph leaves the gallery. A row that goes without it was dropped with its generation,
   * which concerns no other.
   */
  static Header removal() {
    return new RecordHeader(REMOVAL, new byte[0]);
  }

  static boolean isRemoval(Headers headers) {
    return headers.lastHeader(REMOVAL) != null;
  }
}
