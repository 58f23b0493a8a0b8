package dev.cairn.pipeline.stage;

import java.time.Duration;
import java.util.Collection;

/** Counts what is between poll and commit, in records and in bytes. Safe for several threads. */
final class InFlight {
  private final int maxRecords;
  private final long maxBytes;
  private int records;
  private long bytes;
  private long activeSinceNanos;
  private long activeNanos;

  InFlight(StageLimits limits) {
    this.maxRecords = limits.maxInFlightRecords();
    this.maxBytes = limits.maxInFlightBytes();
  }

  synchronized void add(Origin origin) {
    if (records == 0) {
      activeSinceNanos = System.nanoTime();
    }
    records++;
    bytes += origin.bytes();
  }

  synchronized void release(Collection<Origin> done) {
    if (done.isEmpty()) {
      return;
    }
    records -= done.size();
    bytes -= done.stream().mapToLong(Origin::bytes).sum();
    if (records == 0) {
      activeNanos += System.nanoTime() - activeSinceNanos;
    }
  }

  synchronized boolean isFull() {
    return records >= maxRecords || bytes >= maxBytes;
  }

  synchronized int records() {
    return records;
  }

  synchronized long bytes() {
    return bytes;
  }

  synchronized Duration activeTime() {
    long running = records == 0 ? 0 : System.nanoTime() - activeSinceNanos;
    return Duration.ofNanos(activeNanos + running);
  }
}
