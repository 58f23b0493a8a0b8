package dev.cairn.pipeline.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.pipeline.broker.BrokerExtension;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class TransactionalSenderTest {
  @RegisterExtension static final BrokerExtension BROKER = new BrokerExtension();

  @Test
  void aSecondSenderWithTheSameIdFencesTheFirst() {
    BROKER.createTopic("fenced", 1);
    TransactionalSender first = new TransactionalSender(BROKER.kafka(), "worker-1");
    TransactionalSender second = new TransactionalSender(BROKER.kafka(), "worker-1");
    try {
      assertThat(first.reopen()).isTrue();
      send(first, "a");
      assertThat(second.reopen()).isTrue();
      assertThatThrownBy(() -> send(first, "b")).matches(Fencing::isBehind);
      send(second, "c");
    } finally {
      first.close();
      second.close();
    }
    assertThat(BROKER.readAll("fenced"))
        .extracting(record -> new String(record.value(), UTF_8))
        .containsExactly("a", "c");
  }

  private static void send(TransactionalSender sender, String value) {
    sender.send(
        List.of(new ProducerRecord<>("fenced", value.getBytes(UTF_8))),
        Map.of(new TopicPartition("fenced", 0), new OffsetAndMetadata(0)),
        new ConsumerGroupMetadata("no-members"));
  }
}
