package dev.cairn.pipeline.stage;

import java.time.Duration;

/**
 * How much a stage takes on at once.
 *
 * @param maxBatchRecords largest micro-batch given to {@link StageFunction#process}
 * @param maxBatchWait longest time that prepared records wait for others that are being prepared; a
 *     lone record never waits
 * @param prepareThreads threads that run {@link StageFunction#prepare}
 * @param maxWaitingRecords records that wait for {@link StageFunction#process}, prepared or not, at
 *     which polling pauses; one more poll, at most a batch, may still come
 * @param maxInFlightBytes keys and values between poll and commit, likewise
 * @param maxAttempts how often a record is tried that fails without an error code
 * @param closeDeadline how long closing waits for what is in flight
 */
public record StageLimits(
    int maxBatchRecords,
    Duration maxBatchWait,
    int prepareThreads,
    int maxWaitingRecords,
    long maxInFlightBytes,
    int maxAttempts,
    Duration closeDeadline) {

  public StageLimits {
    if (maxBatchRecords < 1
        || prepareThreads < 1
        || maxWaitingRecords < 1
        || maxInFlightBytes < 1
        || maxAttempts < 1
        || maxBatchWait.isNegative()
        || closeDeadline.isNegative()) {
      throw new IllegalArgumentException(
          "Limits must be positive: batch %d, wait %s, threads %d, records %d, bytes %d, attempts %d, deadline %s"
              .formatted(
                  maxBatchRecords,
                  maxBatchWait,
                  prepareThreads,
                  maxWaitingRecords,
                  maxInFlightBytes,
                  maxAttempts,
                  closeDeadline));
    }
  }

  /** Four batches wait, so that decode, inference and commit overlap on every core. */
  public static StageLimits ofBatch(int maxBatchRecords) {
    return new StageLimits(
        maxBatchRecords,
        Duration.ofMillis(20),
        Runtime.getRuntime().availableProcessors(),
        4 * maxBatchRecords,
        256L << 20,
        3,
        Duration.ofSeconds(30));
  }

  public StageLimits withPrepareThreads(int threads) {
    return new StageLimits(
        maxBatchRecords,
        maxBatchWait,
        threads,
        maxWaitingRecords,
        maxInFlightBytes,
        maxAttempts,
        closeDeadline);
  }
}
