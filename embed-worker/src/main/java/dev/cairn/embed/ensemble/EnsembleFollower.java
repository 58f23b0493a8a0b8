package dev.cairn.embed.ensemble;

import dev.cairn.pipeline.topic.TopicFollower;
import dev.cairn.schemas.avro.EnsemblePublished;
import dev.cairn.schemas.codec.Codecs;
import dev.cairn.schemas.error.CairnException;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/**
 * Reads the models topic from its beginning on a thread of its own and tells which ensemble of one
 * name was announced last: once when all that was there is read, and then whenever it changes.
 */
public final class EnsembleFollower implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(EnsembleFollower.class);

  private final TopicFollower follower;
  private final String ensembleName;
  private final Consumer<Announcement> listener;
  private final Thread thread;
  private Announcement untold;

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
        if (follower.isCaughtUp() && untold != null) {
          Announcement last = untold;
          untold = null;
          listener.accept(last);
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
      return; // an announcement that was withdrawn: what serves goes on serving
    }
    try {
      if (Codecs.MODEL_EVENT.decode(message.value()).getEvent() instanceof EnsemblePublished next
          && next.getEnsembleName().equals(ensembleName)) {
        untold = new Announcement(next, message.offset());
      }
    } catch (CairnException e) {
      LOG.warnf("Ignored message %d of the models: %s", message.offset(), e.getMessage());
    }
  }

  /** Ends after the listener's present call. */
  @Override
  public void close() throws InterruptedException {
    follower.wakeup();
    thread.join();
  }
}
