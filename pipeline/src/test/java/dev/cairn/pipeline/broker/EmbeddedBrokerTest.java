package dev.cairn.pipeline.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.pipeline.client.KafkaSettings;
import dev.cairn.pipeline.topic.TopicAdmin;
import dev.cairn.pipeline.topic.TopicFollower;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.schemas.topic.Topic;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.utils.Exit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {
  @TempDir Path folder;

  @Test
  void keepsItsDataOverARestart() throws Exception {
    String topic = Topic.MODELS.name("test");
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0)) {
      TopicAdmin.createMissing(kafka(broker), "test");
      try (var producer =
          new KafkaProducer<byte[], byte[]>(KafkaSettings.producer(kafka(broker)))) {
        producer
            .send(new ProducerRecord<>(topic, "b3".getBytes(UTF_8), "v1".getBytes(UTF_8)))
            .get();
      }
    }

    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0);
        TopicFollower follower = new TopicFollower(kafka(broker), topic)) {
      List<String> values = new ArrayList<>();
      while (!follower.isCaughtUp()) {
        follower.poll(record -> values.add(new String(record.value(), UTF_8)));
      }
      assertThat(values).containsExactly("v1");
    }
  }

  @Test
  void refusesASecondBrokerOnTheSameFolder() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0)) {
      assertThatThrownBy(() -> EmbeddedBroker.start(folder, 0))
          .isInstanceOf(CairnException.class)
          .hasMessageContaining(folder.toString())
          .hasMessageContaining("choose another folder")
          .extracting("code")
          .isEqualTo(ErrorCode.STORE_IN_USE);
      assertThat(broker.bootstrapServers()).startsWith("127.0.0.1:");
    }
  }

  @Test
  void namesATakenPortAndLeavesTheFolderFree() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      for (int attempt = 0; attempt < 2; attempt++) {
        assertThatThrownBy(() -> EmbeddedBroker.start(folder, other.getLocalPort()))
            .hasMessageContaining(Integer.toString(other.getLocalPort()))
            .extracting("code")
            .isEqualTo(ErrorCode.PORT_IN_USE);
      }
    }
  }

  @Test
  void reportsAFailedDiskInsteadOfHaltingTheProcess() throws IOException {
    List<CairnException> failures = new ArrayList<>();
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0, failures::add)) {
      Exit.halt(1, "all log dirs have failed"); // what Kafka calls
      assertThat(failures)
          .singleElement()
          .satisfies(failure -> assertThat(failure.code()).isEqualTo(ErrorCode.BROKER_FAILED))
          .satisfies(
              failure -> assertThat(failure).hasMessageContaining("all log dirs have failed"));
      assertThat(broker.bootstrapServers()).isNotEmpty();
    }
  }

  private static Map<String, Object> kafka(EmbeddedBroker broker) {
    return Map.of("bootstrap.servers", broker.bootstrapServers());
  }
}
