package dev.cairn.pipeline.client;

import dev.cairn.schemas.topic.Topic;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Client properties in three layers: defaults that suit records of up to 20 MB, then what the
 * installation sets (address, security, and its own choice of any default), then what correctness
 * needs and nobody can change.
 */
public final class KafkaSettings {
  private static final int MIB = 1 << 20;

  private KafkaSettings() {}

  /** A member of a group that commits its offsets itself. */
  public static Map<String, Object> consumer(Map<String, Object> installation, String groupId) {
    Map<String, Object> settings = follower(installation);
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, groupId);
    return settings;
  }

  /** A consumer without a group, for {@code assign}. */
  public static Map<String, Object> follower(Map<String, Object> installation) {
    Map<String, Object> settings = new HashMap<>();
    // The default of 1 MiB holds six photographs.
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 16 * MIB);
    settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 64 * MIB);
    settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000);
    settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000);
    settings.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    settings.putAll(installation);
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    return settings;
  }

  /** An idempotent producer that waits for every replica. */
  public static Map<String, Object> producer(Map<String, Object> installation) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topic.MAX_MESSAGE_BYTES);
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 64L * MIB);
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, MIB);
    settings.putAll(installation);
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    return settings;
  }

  /**
   * @param transactionalId stable for a worker: a new producer with it fences the former one and
   *     ends its open transaction
   */
  public static Map<String, Object> transactionalProducer(
      Map<String, Object> installation, String transactionalId) {
    Map<String, Object> settings = producer(installation);
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
    return settings;
  }

  /** The installation's settings without those that only a consumer knows. */
  public static Map<String, Object> admin(Map<String, Object> installation) {
    Map<String, Object> settings = new HashMap<>(installation);
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    return settings;
  }

  /** Address of the installation, for messages. */
  public static String address(Map<String, Object> installation) {
    return String.valueOf(installation.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG));
  }
}
