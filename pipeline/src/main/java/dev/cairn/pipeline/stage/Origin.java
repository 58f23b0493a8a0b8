package dev.cairn.pipeline.stage;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * A record that was read.
 *
 * @param claim under which its partition was ours then, see {@link Ownership}
 */
record Origin(ConsumerRecord<byte[], byte[]> record, long claim) {

  TopicPartition partition() {
    return new TopicPartition(record.topic(), record.partition());
  }

  /** Of key and value; sizes are -1 where one is missing. */
  long bytes() {
    return Math.max(0L, record.serializedKeySize()) + Math.max(0L, record.serializedValueSize());
  }
}
