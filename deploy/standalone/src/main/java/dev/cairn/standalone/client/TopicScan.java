package dev.cairn.standalone.client;

import dev.cairn.pipeline.client.KafkaSettings;
import dev.cairn.schemas.topic.Topic;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads whole topics without a group: what is committed, from the beginning or from now on. For one
 * thread.
 */
public final class TopicScan implements AutoCloseable {
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<Topic, String> names = new EnumMap<>(Topic.class);
  private final Map<TopicPartition, Long> endAtStart;

  private TopicScan(Installation installation, boolean fromBeginning, Topic... topics) {
    consumer = new KafkaConsumer<>(KafkaSettings.follower(installation.kafka()));
    Arrays.stream(topics).forEach(topic -> names.put(topic, installation.topic(topic)));
    List<TopicPartition> partitions =
        names.values().stream()
            .flatMap(name -> consumer.partitionsFor(name).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    endAtStart = consumer.endOffsets(partitions);
    if (fromBeginning) {
      consumer.seekToBeginning(partitions);
    } else {
      consumer.seekToEnd(partitions);
      partitions.forEach(consumer::position); // fixes "the end" at now, not at the first poll
    }
  }

  /** Everything that the topics hold and will hold. */
  public static TopicScan fromBeginning(Installation installation, Topic... topics) {
    return new TopicScan(installation, true, topics);
  }

  /** What arrives from now on. */
  public static TopicScan fromNow(Installation installation, Topic... topics) {
    return new TopicScan(installation, false, topics);
  }

  /** The next records, oldest first within a partition; empty when none came in time. */
  public List<ConsumerRecord<byte[], byte[]>> poll(Duration wait) {
    return StreamSupport.stream(consumer.poll(wait).spliterator(), false).toList();
  }

  /** True once all that the topics held at the start has been read. */
  public boolean caughtUp() {
    return ahead() == 0;
  }

  /** Offsets until then: as many records at most. */
  public long ahead() {
    return endAtStart.entrySet().stream()
        .mapToLong(end -> Math.max(0, end.getValue() - consumer.position(end.getKey())))
        .sum();
  }

  /** True for a record that the topic held when the scan began. */
  public boolean wasThere(ConsumerRecord<byte[], byte[]> record) {
    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
    return record.offset() < endAtStart.get(partition);
  }

  public boolean isOf(ConsumerRecord<byte[], byte[]> record, Topic topic) {
    return record.topic().equals(names.get(topic));
  }

  @Override
  public void close() {
    consumer.close();
  }
}
