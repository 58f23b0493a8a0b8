package dev.cairn.rerank.gallery;

import dev.cairn.pipeline.topic.TopicFollower;
import dev.cairn.schemas.error.CairnException;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Keeps an index equal to the gallery topic, on a thread of its own: reads all partitions from the
 * offsets of the index's last commit, applies every record, commits now and then and at the end.
 *
 * <p>The guarantee: once {@link #caughtUp()}, a search sees every row that was committed to the
 * topic before the feed started. Rows that come later are seen as soon as the feed has read them,
 * usually within a tenth of a second; a search does not wait for them.
 */
public final class GalleryFeed implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(GalleryFeed.class);

  private final Map<String, Object> kafka;
  private final String topic;
  private final GalleryIndex index;
  private final GalleryRecords records;
  private final FeedTimes times;
  private final MeterRegistry registry;
  private final Map<Integer, Long> offsets = new HashMap<>();
  private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final Thread thread;
  private volatile long ahead = Long.MAX_VALUE;
  private volatile boolean closing;

  /**
   * @param kafka the installation's client settings
   * @param index written by nobody else
   */
  public GalleryFeed(
      Map<String, Object> kafka,
      String topic,
      GalleryIndex index,
      FeedTimes times,
      MeterRegistry registry) {
    this.kafka = kafka;
    this.topic = topic;
    this.index = index;
    this.records = new GalleryRecords(index);
    this.times = times;
    this.registry = registry;
    this.thread = Thread.ofPlatform().name("cairn-gallery-feed").unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  /** Completes, on the feed's thread, when the index has all that the topic had at the start. */
  public CompletableFuture<Void> caughtUp() {
    return caughtUp.copy();
  }

  /**
   * Offsets of the topic until then, as many records at most; {@link Long#MAX_VALUE} as long as the
   * broker has not told.
   */
  public long ahead() {
    return ahead;
  }

  /** Completes when the feed has ended: normally after {@link #close()}, else with the failure. */
  public CompletableFuture<Void> ended() {
    return ended.copy();
  }

  private void run() {
    try {
      follow();
      ended.complete(null);
    } catch (
        Throwable e) { // also out of memory: nobody may answer from a gallery that stands still
      if (closing) {
        LOG.warnf("The gallery feed ends without its last commit: %s", e.getMessage());
        ended.complete(null);
        return;
      }
      LOG.errorf(e, "The gallery feed cannot go on");
      ended.completeExceptionally(e);
    }
  }

  private void follow() throws IOException, InterruptedException, ExecutionException {
    String topicId = TopicId.of(kafka, topic);
    offsets.putAll(resume(topicId));
    try (TopicFollower follower = new TopicFollower(kafka, topic, offsets)) {
      Instant committedAt = Instant.now();
      while (!closing) {
        ahead = follower.ahead();
        follower.poll(this::apply);
        if (follower.isCaughtUp()) {
          ahead = 0;
          caughtUp.complete(null);
        }
        if (Instant.now().isAfter(committedAt.plus(times.commitInterval()))) {
          committedAt = commit(topicId);
        }
      }
    }
    commit(topicId);
  }

  /**
   * Where to go on. The topic forgets deletions after a while, and a topic created anew has other
   * records at the same offsets: in both cases the index is filled again.
   */
  private Map<Integer, Long> resume(String topicId) throws IOException {
    Optional<Checkpoint> committed = index.checkpoint();
    if (committed.isEmpty()) {
      return Map.of();
    }
    Checkpoint checkpoint = committed.get();
    boolean sameTopic = checkpoint.topicId().equals(topicId);
    Duration age = Duration.between(checkpoint.takenAt(), Instant.now());
    if (sameTopic && age.compareTo(times.maxCheckpointAge()) <= 0) {
      return checkpoint.offsets();
    }
    LOG.infof(
        "The gallery index is filled again from topic %s: %s",
        topic, sameTopic ? "its checkpoint is %s old".formatted(age) : "the topic is a new one");
    index.clear();
    return Map.of();
  }

  private void apply(ConsumerRecord<byte[], byte[]> record) {
    try {
      records.apply(record.key(), record.value(), record.offset());
    } catch (CairnException e) {
      registry.counter("cairn.gallery.refused", "code", e.code().name()).increment();
      LOG.warnf(
          "Gallery record at offset %d of partition %d is refused, %s: %s",
          record.offset(), record.partition(), e.code(), e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    offsets.put(record.partition(), record.offset() + 1);
  }

  private Instant commit(String topicId) throws IOException {
    Instant now = Instant.now();
    index.commit(new Checkpoint(topicId, offsets, now));
    return now;
  }

  /** Commits what has been read, if the index can do so at once. Waits for the feed's thread. */
  @Override
  public void close() throws InterruptedException {
    closing = true;
    index.stopWaiting();
    thread.join();
  }
}
