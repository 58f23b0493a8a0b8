package dev.cairn.pipeline.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.pipeline.broker.BrokerExtension;
import dev.cairn.pipeline.client.KafkaSettings;
import dev.cairn.schemas.topic.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class TopicTest {
  @RegisterExtension static final BrokerExtension BROKER = new BrokerExtension();

  @Test
  void createsEveryTopicOnceHoweverManyWorkersStart() throws Exception {
    Callable<Void> worker =
        () -> {
          TopicAdmin.createMissing(BROKER.kafka(), "race");
          return null;
        };
    try (ExecutorService workers = Executors.newFixedThreadPool(3)) {
      for (Future<Void> done : workers.invokeAll(List.of(worker, worker, worker))) {
        done.get();
      }
    }
    try (Admin admin = Admin.create(BROKER.kafka())) {
      for (Topic topic : Topic.values()) {
        String name = topic.name("race");
        TopicDescription description =
            admin.describeTopics(List.of(name)).allTopicNames().get().get(name);
        assertThat(description.partitions()).hasSize(topic.partitions());
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
        Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
        topic
            .settings()
            .forEach((key, value) -> assertThat(config.get(key).value()).as(key).isEqualTo(value));
      }
    }
  }

  @Test
  void leavesAnExistingTopicAsItIs() throws Exception {
    BROKER.createTopic(Topic.IMAGES.name("kept"), 7);
    TopicAdmin.createMissing(BROKER.kafka(), "kept");
    try (TopicFollower follower = new TopicFollower(BROKER.kafka(), Topic.IMAGES.name("kept"));
        Admin admin = Admin.create(BROKER.kafka())) {
      String name = Topic.IMAGES.name("kept");
      assertThat(follower.isCaughtUp()).isTrue();
      assertThat(admin.describeTopics(List.of(name)).allTopicNames().get().get(name).partitions())
          .hasSize(7);
    }
  }

  @Test
  void aFollowerKnowsWhenItHasReadWhatWasCommittedAndGoesOn() {
    BROKER.createTopic("followed", 2);
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      producer.initTransactions();
      transaction(producer, List.of("a", "b", "c"));
      producer.beginTransaction();
      send(producer, List.of("open"));
      producer.flush();

      List<String> seen = new ArrayList<>();
      try (TopicFollower follower = new TopicFollower(BROKER.kafka(), "followed")) {
        assertThat(follower.isCaughtUp()).isFalse();
        while (!follower.isCaughtUp()) {
          follower.poll(record -> seen.add(new String(record.value(), UTF_8)));
        }
        assertThat(seen).containsExactlyInAnyOrder("a", "b", "c");

        producer.abortTransaction();
        transaction(producer, List.of("d"));
        while (seen.size() < 4) {
          follower.poll(record -> seen.add(new String(record.value(), UTF_8)));
        }
        assertThat(seen).endsWith("d").doesNotContain("open");
      }
    }
  }

  @Test
  void aFollowerStartsWhereItIsTold() {
    BROKER.createTopic("resumed", 1);
    BROKER.send(
        List.of(
            new ProducerRecord<>("resumed", "a".getBytes(UTF_8)),
            new ProducerRecord<>("resumed", "b".getBytes(UTF_8))));
    List<Long> offsets = new ArrayList<>();
    try (TopicFollower follower = new TopicFollower(BROKER.kafka(), "resumed", Map.of(0, 1L))) {
      while (!follower.isCaughtUp()) {
        follower.poll(record -> offsets.add(record.offset()));
      }
    }
    assertThat(offsets).containsExactly(1L);
  }

  private static KafkaProducer<byte[], byte[]> producer() {
    return new KafkaProducer<>(KafkaSettings.transactionalProducer(BROKER.kafka(), "follow-test"));
  }

  private static void transaction(KafkaProducer<byte[], byte[]> producer, List<String> values) {
    producer.beginTransaction();
    send(producer, values);
    producer.commitTransaction();
  }

  private static void send(KafkaProducer<byte[], byte[]> producer, List<String> values) {
    for (String value : values) {
      var unused =
          producer.send(
              new ProducerRecord<>("followed", value.getBytes(UTF_8), value.getBytes(UTF_8)));
    }
  }
}
