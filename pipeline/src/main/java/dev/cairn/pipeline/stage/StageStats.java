package dev.cairn.pipeline.stage;

import java.time.Duration;

/**
 * What a stage has done since it started.
 *
 * @param records committed, dead letters included
 * @param failures the dead letters among them
 * @param batches given to the device
 * @param prepareTime summed over all prepare threads
 * @param processTime of the device thread
 * @param activeTime wall-clock time while any record was in flight
 * @param paused whether back-pressure holds polling right now
 */
public record StageStats(
    long records,
    long failures,
    long batches,
    Duration prepareTime,
    Duration processTime,
    Duration activeTime,
    int inFlightRecords,
    long inFlightBytes,
    boolean paused) {

  /** Throughput while there was work; 0 before the first record. */
  public double recordsPerSecond() {
    return activeTime.isZero() ? 0 : records * 1e9 / activeTime.toNanos();
  }
}
