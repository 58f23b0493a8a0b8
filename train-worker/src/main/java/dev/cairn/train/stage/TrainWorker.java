package dev.cairn.train.stage;

import dev.cairn.pipeline.topic.TopicAdmin;
import dev.cairn.schemas.error.CairnException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jboss.logging.Logger;

/**
 * Carries out the stage commands of a Kafka installation, on a thread of its own. When the
 * connection breaks it makes a new one and goes on; a stage that was running goes on from its last
 * checkpoint.
 */
public final class TrainWorker implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(TrainWorker.class);
  private static final int RETRY_SECONDS = 3;

  /** Longer than a trainer takes for its last checkpoint. */
  private static final int STOP_SECONDS = 60;

  private final TrainWorkerSettings settings;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;
  private volatile Optional<CommandLoop> current = Optional.empty();

  private TrainWorker(TrainWorkerSettings settings) {
    this.settings = settings;
    this.thread = Thread.ofPlatform().name("train-worker").unstarted(this::run);
  }

  /** Starts at once and waits for nothing. */
  public static TrainWorker start(TrainWorkerSettings settings) {
    TrainWorker worker = new TrainWorker(settings);
    worker.thread.start();
    return worker;
  }

  /** True while commands are read. */
  public boolean isConnected() {
    return current.isPresent();
  }

  /** True while a trainer works. */
  public boolean isTraining() {
    return current.map(CommandLoop::isTraining).orElse(false);
  }

  private void run() {
    try {
      do {
        connect();
      } while (!stop.await(RETRY_SECONDS, TimeUnit.SECONDS));
    } catch (ProducerFencedException | FencedInstanceIdException e) {
      LOG.errorf(
          e,
          "Another train-worker runs as '%s': give each its own instance id",
          settings.instanceId());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("The train-worker has met a defect and reads no more commands: restart it", e);
    }
  }

  private void connect() throws InterruptedException {
    try {
      TopicAdmin.createMissing(settings.kafka(), settings.topicPrefix());
      try (CommandLoop loop = new CommandLoop(settings)) {
        current = Optional.of(loop);
        loop.run(() -> stop.getCount() == 0);
      }
    } catch (ProducerFencedException | FencedInstanceIdException e) {
      throw e;
    } catch (KafkaException | CairnException e) {
      LOG.warnf(e, "The connection to Kafka broke, a new one follows");
    } finally {
      current = Optional.empty();
    }
  }

  /**
   * Ends a running trainer with a last checkpoint and leaves; the stage goes on from it when a
   * worker starts again.
   */
  @Override
  public void close() {
    stop.countDown();
    try {
      if (!thread.join(Duration.ofSeconds(STOP_SECONDS))) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
