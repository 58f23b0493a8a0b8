package dev.cairn.pipeline.stage;

import java.util.Collection;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Keeps {@link Ownership} in step with the group; called inside {@code poll}. */
final class OwnershipListener implements ConsumerRebalanceListener {
  private final KafkaConsumer<?, ?> consumer;
  private final Ownership ownership;

  OwnershipListener(KafkaConsumer<?, ?> consumer, Ownership ownership) {
    this.consumer = consumer;
    this.ownership = ownership;
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    ownership.member(consumer.groupMetadata());
    ownership.assign(partitions);
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    ownership.revoke(partitions);
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    ownership.revoke(partitions);
  }
}
