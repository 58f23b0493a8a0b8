package dev.cairn.standalone.up;

import dev.cairn.pipeline.broker.EmbeddedBroker;
import dev.cairn.pipeline.topic.TopicAdmin;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.schemas.topic.Topic;
import io.quarkus.runtime.Quarkus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Broker and workers in this JVM over one work folder; trainers run in processes of their own. One
 * at a time in a JVM: Quarkus has one application.
 *
 * <p>The order is the point: the broker is ready before the first worker starts and closes after
 * the last one has committed.
 */
public final class Standalone implements AutoCloseable {
  private static volatile Standalone running;

  private final WorkFolder work;
  private final EmbeddedBroker broker;
  private final CompletableFuture<Void> started = new CompletableFuture<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final AtomicReference<CairnException> failure = new AtomicReference<>();
  private int httpPort;
  private boolean launched;

  private Standalone(WorkFolder work, EmbeddedBroker broker) {
    this.work = work;
    this.broker = broker;
  }

  /**
   * Starts everything and returns when all workers run.
   *
   * @throws CairnException when another one holds the folder, a port is taken or a worker refuses
   *     its configuration
   */
  public static Standalone start(WorkFolder work, Ports ports)
      throws IOException, InterruptedException {
    work.create();
    EmbeddedBroker broker =
        EmbeddedBroker.start(work.broker(), ports.kafka(), Standalone::brokerFailed);
    Standalone standalone = new Standalone(work, broker);
    running = standalone;
    try {
      standalone.startWorkers(ports);
      return standalone;
    } catch (IOException | InterruptedException | RuntimeException e) {
      standalone.close();
      throw e;
    }
  }

  private void startWorkers(Ports ports) throws IOException, InterruptedException {
    httpPort = ports.freeHttp();
    TopicAdmin.createMissing(
        Map.of("bootstrap.servers", broker.bootstrapServers()), Topic.DEFAULT_PREFIX);
    configureWorkers(work, broker.bootstrapServers(), httpPort);
    launched = true;
    Thread.ofPlatform().name("quarkus").start(this::runWorkers);
    try {
      started.get();
    } catch (ExecutionException e) {
      throw notStarted(e.getCause());
    }
    work.publishAddress(broker.bootstrapServers());
  }

  /**
   * A broker without a disk cannot go on: the workers are stopped, and {@link #awaitStop} tells.
   */
  private static void brokerFailed(CairnException failure) {
    Standalone standalone = running;
    if (standalone != null && standalone.failure.compareAndSet(null, failure)) {
      Quarkus.asyncExit(1);
    }
  }

  private CairnException notStarted(Throwable cause) {
    return new CairnException(
        ErrorCode.START_FAILED,
        "The workers did not start: %s. The log is %s"
            .formatted(StartFailure.reason(cause), work.log()),
        cause);
  }

  private static void configureWorkers(WorkFolder work, String bootstrapServers, int httpPort) {
    System.setProperty("kafka.bootstrap.servers", bootstrapServers);
    System.setProperty("quarkus.http.port", Integer.toString(httpPort));
    System.setProperty("quarkus.log.file.path", work.log().toString());
    System.setProperty("cairn.pipeline.store", work.store().toString());
    System.setProperty("cairn.rerank.index", work.index().toString());
    System.setProperty("cairn.train.work", work.training().toString());
  }

  private void runWorkers() {
    try {
      Quarkus.run(
          null,
          (exitCode, cause) -> {
            if (cause != null && !started.completeExceptionally(cause)) {
              failure.compareAndSet(null, notStarted(cause));
            }
          });
    } finally {
      started.completeExceptionally(new IllegalStateException("they ended at once"));
      workersStopped();
    }
  }

  static void workersStarted() {
    Standalone standalone = running;
    if (standalone != null) {
      standalone.started.complete(null);
    }
  }

  /**
   * Closes the broker; called on Quarkus' shutdown after every worker, and when it never started.
   */
  static void workersStopped() {
    Standalone standalone = running;
    if (standalone == null) {
      return;
    }
    running = null;
    try {
      standalone.broker.close();
      standalone.work.withdrawAddress();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      standalone.stopped.countDown();
    }
  }

  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** Port of health and metrics. */
  public int httpPort() {
    return httpPort;
  }

  /**
   * Waits until the application stops, be it by {@link #close} or a signal.
   *
   * @throws CairnException when it stopped because the broker or the workers failed
   */
  public void awaitStop() throws InterruptedException {
    stopped.await();
    throwFailure();
  }

  /**
   * @throws CairnException when the broker or the workers have failed; any thread may ask
   */
  public void throwFailure() {
    if (failure.get() != null) {
      throw failure.get();
    }
  }

  /** Stops the workers, then the broker, with nothing lost. */
  @Override
  public void close() throws InterruptedException {
    if (!launched) {
      workersStopped();
    } else if (started.isDone() && !started.isCompletedExceptionally()) {
      Quarkus.asyncExit(0);
    }
    stopped.await();
  }
}
