package dev.cairn.pipeline.stage;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * Runs a {@link StageFunction} over topics, exactly once: every record gives its results or a dead
 * letter, in one transaction with its offset, however often workers and brokers die.
 *
 * <pre>
 *  poll ──▶ prepare pool ──▶ device ──▶ commit
 *   │  records wait in order   │ one micro-batch  │ results + dead letters + offsets
 *   └── pauses by records and bytes in flight ◀───┘ in one transaction
 * </pre>
 *
 * <p>Four rules make it so. Records keep their order from poll to commit, hence an offset never
 * passes an unfinished record. A partition that is given away takes its work in flight with it
 * ({@link Ownership}). A failed transaction drops all work in flight and reads it again. A second
 * worker with the same identity ends this one ({@link Fencing}).
 *
 * @param <T> a prepared record
 */
public final class StageLoop<T> implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(StageLoop.class);

  /** A transaction costs the same for one batch or many: quick batches gather behind a slow one. */
  private static final int BATCHES_AHEAD_OF_COMMIT = 64;

  private final StageConfig config;
  private final Signals signals = new Signals();
  private final StageMetrics metrics;
  private final ExecutorService preparePool;
  private final Thread poll;
  private final Thread device;
  private final Thread commit;
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  /** The body of a thread. */
  private interface Duty {
    void run() throws Exception;
  }

  /**
   * Makes a loop that does nothing until {@link #start()}.
   *
   * @param kafka the installation's client settings
   */
  public StageLoop(
      StageConfig config,
      Map<String, Object> kafka,
      StageFunction<T> function,
      MeterRegistry registry) {
    this.config = config;
    StageLimits limits = config.limits();
    InFlight inFlight = new InFlight(limits);
    metrics = new StageMetrics(registry, config.name(), inFlight);
    RetryRule retry = new RetryRule(config, signals.abandon());
    var context = new StageContext(config, signals, new Ownership(), inFlight, retry, metrics);
    preparePool =
        Executors.newFixedThreadPool(
            limits.prepareThreads(), PoliteThreads.named(threadName("prepare-")));
    Handoff<Item<T>> toDevice = new Handoff<>(Integer.MAX_VALUE); // bounded by what waits
    Handoff<List<Finished>> toCommit = new Handoff<>(BATCHES_AHEAD_OF_COMMIT);
    var preparer = new Preparer<>(function, preparePool, retry, metrics);
    var runner = new BatchRunner<>(function, retry);
    var sender = new TransactionalSender(kafka, config.transactionalId());
    var outbox = new Outbox(new DeadLetters(config, Clock.systemUTC()));
    poll = thread("poll", new Poller<>(context, kafka, preparer, toDevice)::run);
    device = thread("device", new DeviceLoop<>(context, runner, toDevice, toCommit)::run);
    commit = thread("commit", new Committer(context, toCommit, sender, outbox)::run);
  }

  /** Starts the threads and returns; a broker that does not answer yet is waited for. */
  public void start() {
    List<Thread> threads = List.of(commit, device, poll);
    running.set(threads.size());
    threads.forEach(Thread::start);
  }

  /** True from {@link #start()} until the loop has ended, for whatever reason. */
  public boolean isRunning() {
    return running.get() > 0;
  }

  /**
   * Completes when the loop has ended: normally after {@link #close()}, with the failure when it
   * could not go on.
   */
  public CompletableFuture<Void> ended() {
    return ended.copy();
  }

  public StageStats stats() {
    return metrics.stats();
  }

  /**
   * Stops polling, finishes and commits what is in flight, leaves the group. What is not finished
   * at the deadline is left to whoever comes next.
   */
  @Override
  public void close() {
    signals.stop().countDown();
    if (!isRunning()) {
      return;
    }
    try {
      ended.get(config.limits().closeDeadline().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.warnf(
          "Stage %s was not done in %s; the next worker redoes what was in flight",
          config.name(), config.limits().closeDeadline());
      abandon();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      abandon();
    } catch (ExecutionException e) {
      LOG.debugf("Stage %s had failed before it was closed", config.name());
    }
  }

  private Thread thread(String role, Duty duty) {
    return Thread.ofPlatform().name(threadName(role)).unstarted(() -> run(duty));
  }

  private String threadName(String role) {
    return "cairn-" + config.name() + "-" + role;
  }

  private void run(Duty duty) {
    try {
      duty.run();
    } catch (Throwable e) { // whatever ends one thread ends the loop, and nobody else sees it
      if (!Signals.given(signals.abandon()) && failure.compareAndSet(null, e)) {
        LOG.errorf(e, "Stage %s cannot go on", config.name());
        abandon();
      }
    } finally {
      if (running.decrementAndGet() == 0) {
        end();
      }
    }
  }

  /** The poll thread looks at the signal; interrupting it would keep it from leaving its group. */
  private void abandon() {
    signals.abandon().countDown();
    signals.stop().countDown();
    preparePool.shutdownNow();
    device.interrupt();
    commit.interrupt();
  }

  private void end() {
    preparePool.shutdownNow();
    metrics.close();
    if (failure.get() == null) {
      ended.complete(null);
    } else {
      ended.completeExceptionally(failure.get());
    }
  }
}
