package dev.cairn.pipeline.stage;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * How often a record is tried. A {@link CairnException} is an answer: the record cannot be served.
 * Anything else is tried {@code maxAttempts} times in all, as it may be the machine's fault. I/O
 * failures and a full disk may pass: they are given half a minute, in doubling pauses. So an outage
 * slows a stage down rather than flooding the dead letters, and no record blocks it for good.
 */
final class RetryRule {
  private static final Logger LOG = Logger.getLogger(RetryRule.class);
  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final int MAX_DOUBLINGS = 6;
  private static final int PASSING_ATTEMPTS = 10;

  private final String stage;
  private final int maxAttempts;
  private final CountDownLatch ended;

  /**
   * @param ended ends every pause
   */
  RetryRule(StageConfig config, CountDownLatch ended) {
    this.stage = config.name();
    this.maxAttempts = config.limits().maxAttempts();
    this.ended = ended;
  }

  /** True when trying again would give the same answer. */
  static boolean isAnswer(Throwable failure) {
    return failure instanceof CairnException e && e.code() != ErrorCode.STORAGE_FULL;
  }

  private static boolean mayPass(Throwable failure) {
    return failure instanceof UncheckedIOException
        || (failure instanceof CairnException e && e.code() == ErrorCode.STORAGE_FULL);
  }

  /** The failure of one record that has been tried this often, or empty after a pause. */
  Optional<Outcome.Failed> giveUp(Throwable failure, int attempts) throws InterruptedException {
    int limit = mayPass(failure) ? Math.max(PASSING_ATTEMPTS, maxAttempts) : maxAttempts;
    if (!isAnswer(failure) && attempts < limit) {
      pauseAfter(failure, attempts);
      return Optional.empty();
    }
    return Optional.of(describe(failure));
  }

  Outcome.Failed describe(Throwable failure) {
    if (failure instanceof CairnException e && e.code() != ErrorCode.INTERNAL) {
      return new Outcome.Failed(e.code(), e.getMessage());
    }
    LOG.errorf(failure, "Stage %s gives up a record", stage);
    return failure instanceof OutOfMemoryError
        ? new Outcome.Failed(ErrorCode.MEMORY_INSUFFICIENT, failure.getMessage())
        : new Outcome.Failed(ErrorCode.INTERNAL, failure.toString());
  }

  void pauseAfter(Throwable failure, int attempts) throws InterruptedException {
    if (mayPass(failure)) {
      LOG.warnf("Stage %s tries again after a pause: %s", stage, failure);
      pause(attempts);
    }
  }

  /** Longer with each attempt, 6.4 seconds at most. */
  void pause(int attempts) throws InterruptedException {
    Duration pause =
        Duration.ofMillis(FIRST_PAUSE_MILLIS << Math.clamp(attempts - 1L, 0, MAX_DOUBLINGS));
    boolean unused = ended.await(pause.toMillis(), TimeUnit.MILLISECONDS);
  }
}
