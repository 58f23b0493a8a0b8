package dev.cairn.pipeline.stage;

import java.util.concurrent.CompletableFuture;

/** A record on its way to the device. */
record Item<T>(Origin origin, CompletableFuture<Prepared<T>> prepared) {

  Finished finished(Tried tried) {
    return new Finished(origin, tried.outcome(), tried.attempts());
  }
}
