package dev.cairn.standalone.client;

import dev.cairn.ingest.batch.Outbox;
import dev.cairn.pipeline.client.KafkaSettings;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.schemas.topic.Topic;
import dev.cairn.standalone.up.WorkFolder;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.KafkaProducer;

/**
 * A Cairn that commands talk to.
 *
 * @param work the folder with its blob store, which publishing a gallery writes to
 */
public record Installation(String bootstrapServers, String topicPrefix, WorkFolder work) {
  private static final int ANSWER_MILLIS = 5_000;

  public String topic(Topic topic) {
    return topic.name(topicPrefix);
  }

  /** What every Kafka client of a command needs to know. */
  public Map<String, Object> kafka() {
    return Map.of("bootstrap.servers", bootstrapServers);
  }

  public KafkaProducer<byte[], byte[]> producer() {
    return new KafkaProducer<>(KafkaSettings.producer(kafka()));
  }

  public Admin admin() {
    return Admin.create(KafkaSettings.admin(kafka()));
  }

  public Outbox outbox() {
    return new Outbox(kafka());
  }

  /**
   * This installation, when its broker answers.
   *
   * @throws CairnException when none does within five seconds
   */
  public Installation reachable() throws InterruptedException {
    Map<String, Object> impatient = new HashMap<>(kafka());
    impatient.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
    impatient.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
    try (Admin admin = Admin.create(impatient)) {
      admin.describeCluster().clusterId().get();
      return this;
    } catch (ExecutionException e) {
      throw new CairnException(
          ErrorCode.KAFKA_UNREACHABLE,
          "No broker answers at %s. Start one with `cairn up`, or name yours with --bootstrap."
              .formatted(bootstrapServers),
          e);
    }
  }
}
