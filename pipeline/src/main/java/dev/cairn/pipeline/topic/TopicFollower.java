package dev.cairn.pipeline.topic;

import dev.cairn.pipeline.client.KafkaSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads all committed records of a topic from given offsets, in order within a partition, and then
 * whatever follows. It has no group: every follower sees everything.
 *
 * <p>Belongs to one thread, except {@link #wakeup()} and {@link #isCaughtUp()}.
 */
public final class TopicFollower implements AutoCloseable {
  private final KafkaConsumer<byte[], byte[]> consumer;

  /** Ends of the topic when it was opened, of the partitions that are not read so far yet. */
  private final Map<TopicPartition, Long> ahead;

  private volatile boolean caughtUp;

  /** Follows the topic from its beginning. */
  public TopicFollower(Map<String, Object> kafka, String topic) {
    this(kafka, topic, Map.of());
  }

  /**
   * Follows the topic; blocks until a broker has told its partitions and ends.
   *
   * @param kafka the installation's client settings
   * @param offsets of the first record to read, by partition; the beginning where there is none
   */
  public TopicFollower(Map<String, Object> kafka, String topic, Map<Integer, Long> offsets) {
    consumer = new KafkaConsumer<>(KafkaSettings.follower(kafka));
    try {
      List<TopicPartition> partitions = assignAll(topic);
      offsets.forEach((partition, at) -> consumer.seek(new TopicPartition(topic, partition), at));
      // Where open transactions begin, as only committed records are read.
      ahead = new HashMap<>(consumer.endOffsets(partitions));
      updateCaughtUp();
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  private List<TopicPartition> assignAll(String topic) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return partitions;
  }

  /**
   * Waits at most a tenth of a second for records and hands them over.
   *
   * @throws org.apache.kafka.common.errors.WakeupException after {@link #wakeup()}
   */
  public void poll(Consumer<ConsumerRecord<byte[], byte[]>> handler) {
    ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(100));
    records.forEach(handler);
    updateCaughtUp();
  }

  /** True once every record that the topic had when it was opened has been handed over. */
  public boolean isCaughtUp() {
    return caughtUp;
  }

  /** Offsets until then: as many records at most. */
  public long ahead() {
    return ahead.entrySet().stream()
        .mapToLong(end -> end.getValue() - consumer.position(end.getKey()))
        .sum();
  }

  /** Ends the current or the next {@link #poll} at once; any thread may call it. */
  public void wakeup() {
    consumer.wakeup();
  }

  /** A transaction's end takes an offset too, so positions tell more than the last record. */
  private void updateCaughtUp() {
    ahead.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
    caughtUp = ahead.isEmpty();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
