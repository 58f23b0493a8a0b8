package dev.cairn.rerank.stage;

import dev.cairn.schemas.error.ErrorCode;

/** What a query came to. */
public sealed interface Reply<T> {

  /** It was served. */
  record Found<T>(T value) implements Reply<T> {}

  /** It cannot be served; the message says why. */
  record Refused<T>(ErrorCode code, String message) implements Reply<T> {}
}
