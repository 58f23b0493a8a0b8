package dev.cairn.rerank.opensearch;

import dev.cairn.schemas.error.CairnException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Makes calls to a cluster, and again in growing pauses while it is down or overloaded. So whoever
 * calls waits as long as the outage lasts, until {@link #stop()}. Safe for use by several threads.
 */
final class Patience {
  private static final Logger LOG = Logger.getLogger(Patience.class);
  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final int MAX_DOUBLINGS = 5;

  private final String cluster;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile Optional<String> waitsFor = Optional.empty();

  /** Something that a cluster is asked to do; doing it twice is the same as once. */
  interface Call<T> {
    T make() throws IOException;
  }

  /**
   * @param cluster how it is told to the operator
   */
  Patience(String cluster) {
    this.cluster = cluster;
  }

  /**
   * Makes the call until it succeeds.
   *
   * @throws CairnException what the call throws
   * @throws IOException when another attempt would fail as well, or after {@link #stop()}
   */
  <T> T make(Call<T> call) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        T answer = call.make();
        answered();
        return answer;
      } catch (CairnException e) {
        throw e;
      } catch (IOException | RuntimeException e) {
        waitAfter(e, attempt);
      }
    }
  }

  /** Why a call waits at the moment; empty when none does. */
  Optional<String> waitsFor() {
    return waitsFor;
  }

  /** From now on a call is made once; those that wait fail. */
  void stop() {
    stopped.countDown();
  }

  /** What a failed call meant. */
  String explain(Fault fault) {
    return cluster + ": " + fault.reason();
  }

  private void waitAfter(Exception failure, int attempt) throws IOException {
    if (failure.getCause() instanceof InterruptedException) {
      throw interrupted();
    }
    Fault fault = Fault.of(failure);
    if (!fault.passes()) {
      throw new IOException(explain(fault), failure);
    }
    expect(failure);
    if (pause(attempt)) {
      throw new IOException(explain(fault), failure);
    }
  }

  /** The next call may have to wait for this failure to pass. */
  void expect(Exception failure) {
    String reason = explain(Fault.of(failure));
    if (waitsFor.isEmpty()) {
      LOG.warnf("Waiting for %s", reason);
    }
    waitsFor = Optional.of(reason);
  }

  private void answered() {
    if (waitsFor.isPresent()) {
      LOG.infof("%s answers again", cluster);
      waitsFor = Optional.empty();
    }
  }

  /** True when there is to be no other attempt. */
  private boolean pause(int attempt) throws InterruptedIOException {
    long millis = FIRST_PAUSE_MILLIS << Math.min(attempt - 1, MAX_DOUBLINGS);
    try {
      return stopped.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private InterruptedIOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("Interrupted while waiting for " + cluster);
  }
}
