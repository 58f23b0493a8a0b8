package dev.cairn.train.stage;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Where reading of commands begins again after a crash.
 *
 * @param offset of the oldest command that is not done
 */
record CommitPoint(TopicPartition partition, long offset, ConsumerGroupMetadata group) {

  Map<TopicPartition, OffsetAndMetadata> offsets() {
    return Map.of(partition, new OffsetAndMetadata(offset));
  }
}
