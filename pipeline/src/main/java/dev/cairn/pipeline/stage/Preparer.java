package dev.cairn.pipeline.stage;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Runs {@link StageFunction#prepare} on a pool of threads. */
final class Preparer<T> {
  private final StageFunction<T> function;
  private final ExecutorService pool;
  private final RetryRule retry;
  private final StageMetrics metrics;

  Preparer(StageFunction<T> function, ExecutorService pool, RetryRule retry, StageMetrics metrics) {
    this.function = function;
    this.pool = pool;
    this.retry = retry;
    this.metrics = metrics;
  }

  Item<T> submit(Origin origin) {
    return new Item<>(origin, CompletableFuture.supplyAsync(() -> prepare(origin.record()), pool));
  }

  private Prepared<T> prepare(ConsumerRecord<byte[], byte[]> record) {
    long start = System.nanoTime();
    try {
      return tryOften(record);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("The stage ends");
    } finally {
      metrics.prepared(System.nanoTime() - start);
    }
  }

  private Prepared<T> tryOften(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
    for (int attempts = 1; ; attempts++) {
      try {
        return new Prepared.Ready<>(requireNonNull(function.prepare(record), "prepared record"));
      } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
        Optional<Outcome.Failed> failure = retry.giveUp(e, attempts);
        if (failure.isPresent()) {
          return new Prepared.GaveUp<>(new Tried(failure.get(), attempts));
        }
      }
    }
  }
}
