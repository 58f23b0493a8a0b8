package dev.cairn.pipeline.topic;

import dev.cairn.pipeline.client.KafkaSettings;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.schemas.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Creates the topics of Cairn. */
public final class TopicAdmin {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private TopicAdmin() {}

  /**
   * Creates every topic of the table that does not exist, with its settings and the broker's
   * replication factor, and returns when the broker knows them. Existing topics stay as they are.
   * Several workers may call it at once.
   *
   * @param kafka the installation's client settings
   * @throws CairnException with {@code KAFKA_UNREACHABLE} when no broker answers in a minute
   */
  public static void createMissing(Map<String, Object> kafka, String prefix)
      throws InterruptedException {
    try (Admin admin = Admin.create(KafkaSettings.admin(kafka))) {
      Set<String> existing = admin.listTopics().names().get();
      List<NewTopic> missing = new ArrayList<>();
      for (Topic topic : Topic.values()) {
        if (!existing.contains(topic.name(prefix))) {
          missing.add(describe(topic, prefix));
        }
      }
      for (KafkaFuture<Void> created : admin.createTopics(missing).values().values()) {
        awaitCreated(created);
      }
      awaitKnown(admin, missing.stream().map(NewTopic::name).toList());
    } catch (ExecutionException e) {
      throw explain(e.getCause(), kafka);
    }
  }

  /** A created topic is known to every broker a little later; who asks earlier is told of none. */
  private static void awaitKnown(Admin admin, Collection<String> topics)
      throws ExecutionException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!areKnown(admin, topics)) {
      if (System.nanoTime() - deadline > 0) {
        throw new ExecutionException(
            new TimeoutException("The broker does not know the topics that it has made"));
      }
      Thread.sleep(PAUSE);
    }
  }

  private static boolean areKnown(Admin admin, Collection<String> topics)
      throws ExecutionException, InterruptedException {
    try {
      admin.describeTopics(topics).allTopicNames().get();
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return false;
      }
      throw e;
    }
  }

  private static NewTopic describe(Topic topic, String prefix) {
    return new NewTopic(topic.name(prefix), Optional.of(topic.partitions()), Optional.empty())
        .configs(topic.settings());
  }

  private static void awaitCreated(KafkaFuture<Void> created)
      throws ExecutionException, InterruptedException {
    try {
      created.get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) { // another worker was quicker
        throw e;
      }
    }
  }

  private static CairnException explain(Throwable cause, Map<String, Object> kafka) {
    String address = KafkaSettings.address(kafka);
    if (cause instanceof TimeoutException) {
      return new CairnException(
          ErrorCode.KAFKA_UNREACHABLE,
          "No Kafka broker answers at %s: start it or correct kafka.bootstrap.servers"
              .formatted(address),
          cause);
    }
    return new CairnException(
        ErrorCode.INTERNAL,
        "Cannot create topics at %s: %s".formatted(address, cause.getMessage()),
        cause);
  }
}
