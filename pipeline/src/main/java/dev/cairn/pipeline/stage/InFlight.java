package dev.cairn.pipeline.stage;

import java.time.Duration;
import java.util.Collection;

/**
 * Counts what is between poll and commit, in records and in bytes. Records are bounded up to the
 * device, as they grow there into pixels; behind it only their bytes are. Safe for several threads.
 */
final class InFlight {
  private final int maxWaiting;
  private final long maxBytes;
  private int records;
  private int waiting;
  private long bytes;
  private long activeSinceNanos;
  private long activeNanos;

  InFlight(StageLimits limits) {
    this.maxWaiting = limits.maxWaitingRecords();
    this.maxBytes = limits.maxInFlightBytes();
  }

  synchronized void add(Origin origin) {
    if (records == 0) {
      activeSinceNanos = System.nanoTime();
    }
    records++;
    waiting++;
    bytes += origin.bytes();
  }

  /** So many no longer wait for the device. */
  synchronized void started(int count) {
    waiting -= count;
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
    return waiting >= maxWaiting || bytes >= maxBytes;
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
