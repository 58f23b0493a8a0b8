package dev.cairn.pipeline.stage;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Which partitions this loop may commit for. Each assignment of a partition, and each rewind, gives
 * it a new claim number; work that carries an older one is dropped before its transaction, because
 * the records will be read again, here or by another worker.
 *
 * <p>Claims change only while this object is locked, and the committer holds the lock during a
 * transaction: a partition is never given away in the middle of one.
 */
final class Ownership {
  private final Map<TopicPartition, Long> claims = new ConcurrentHashMap<>();
  private long lastClaim;
  private volatile boolean suspended;
  private volatile boolean rewindRequested;
  private volatile ConsumerGroupMetadata member;

  /** Does nothing while suspended: the rewind assigns whatever is ours by then. */
  synchronized void assign(Collection<TopicPartition> partitions) {
    if (suspended) {
      return;
    }
    lastClaim++;
    partitions.forEach(partition -> claims.put(partition, lastClaim));
  }

  /** Waits for the end of a running transaction. */
  synchronized void revoke(Collection<TopicPartition> partitions) {
    partitions.forEach(claims::remove);
  }

  /** Drops all work after a failed transaction and holds polling back until the rewind. */
  synchronized void suspend() {
    suspended = true;
    claims.clear();
  }

  /** Asks the poller to read again from the committed offsets. */
  void requestRewind() {
    rewindRequested = true;
  }

  boolean isRewindRequested() {
    return rewindRequested;
  }

  synchronized void rewound(Collection<TopicPartition> partitions) {
    rewindRequested = false;
    suspended = false;
    assign(partitions);
  }

  boolean isSuspended() {
    return suspended;
  }

  /** The number that work on this partition carries; null when it is not ours now. */
  Long claim(TopicPartition partition) {
    return claims.get(partition);
  }

  /** Whether the record may still be committed for. */
  boolean holds(Origin origin) {
    Long current = claims.get(origin.partition());
    return current != null && current == origin.claim();
  }

  /** This member of the group in its newest generation, which fences outdated commits. */
  ConsumerGroupMetadata member() {
    return member;
  }

  void member(ConsumerGroupMetadata newest) {
    member = newest;
  }
}
