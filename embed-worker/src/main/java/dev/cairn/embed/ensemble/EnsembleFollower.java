package dev.cairn.embed.ensemble;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.pipeline.bundle.NextEnsemble;
import dev.cairn.pipeline.topic.TopicFollower;
import dev.cairn.schemas.avro.EnsemblePublished;
import dev.cairn.schemas.codec.Codecs;
import dev.cairn.schemas.error.CairnException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/**
 * Reads the models topic from its beginning on a thread of its own and tells which ensemble of one
 * name serves and which is next: once when all that was there is read, and then whenever it
 * changes. Nothing is told before one serves.
 */
public final class EnsembleFollower implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(EnsembleFollower.class);

  private final TopicFollower follower;
  private final String ensembleName;
  private final Consumer<Announcement> listener;
  private final Thread thread;
  private EnsemblePublished serving;
  private Optional<EnsemblePublished> next = Optional.empty();
  private boolean isTold = true;

  private EnsembleFollower(
      TopicFollower follower, String ensembleName, Consumer<Announcement> listener) {
    this.follower = follower;
    this.ensembleName = ensembleName;
    this.listener = listener;
    this.thread = Thread.ofPlatform().name("embed-models").unstarted(this::run);
  }

  /**
   * Starts to follow.
   *
   * @param listener called on the follower's thread; following goes on when it returns
   */
  public static EnsembleFollower start(
      Map<String, Object> kafka,
      String topic,
      String ensembleName,
      Consumer<Announcement> listener) {
    EnsembleFollower follower =
        new EnsembleFollower(new TopicFollower(kafka, topic), ensembleName, listener);
    follower.thread.start();
    return follower;
  }

  /** False once closed, or ended by a failure that is in the log. */
  public boolean isRunning() {
    return thread.isAlive();
  }

  private void run() {
    try (follower) {
      while (true) {
        follower.poll(this::note);
        if (follower.isCaughtUp() && !isTold && serving != null) {
          isTold = true;
          listener.accept(new Announcement(serving, next));
        }
      }
    } catch (WakeupException e) {
      LOG.debug("No longer following the models");
    } catch (RuntimeException e) {
      LOG.error("The worker no longer hears of new models: restart it", e);
    }
  }

  private void note(ConsumerRecord<byte[], byte[]> message) {
    if (message.value() == null) {
      withdraw(message.key());
      return;
    }
    try {
      if (Codecs.MODEL_EVENT.decode(message.value()).getEvent() instanceof EnsemblePublished told) {
        note(told);
      }
    } catch (CairnException e) {
      LOG.warnf("Ignored message %d of the models: %s", message.offset(), e.getMessage());
    }
  }

  private void note(EnsemblePublished told) {
    if (told.getEnsembleName().equals(ensembleName)) {
      serving = told;
      isTold = false;
    } else if (told.getEnsembleName().equals(NextEnsemble.of(ensembleName))) {
      next = Optional.of(told);
      isTold = false;
    }
  }

  /** When what serves is withdrawn, it goes on serving. */
  private void withdraw(byte[] key) {
    if (Arrays.equals(key, NextEnsemble.of(ensembleName).getBytes(UTF_8))) {
      next = Optional.empty();
      isTold = false;
    }
  }

  /** Ends after the listener's present call. */
  @Override
  public void close() throws InterruptedException {
    follower.wakeup();
    thread.join();
  }
}
