package dev.cairn.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class FencingTest {

  @Test
  void findsWhatCannotBeMendedAmongTheCauses() {
    assertThat(Fencing.isBehind(new ProducerFencedException("newer epoch"))).isTrue();
    assertThat(
            Fencing.isBehind(new KafkaException("error state", new ProducerFencedException("x"))))
        .isTrue();
    assertThat(Fencing.isBehind(new TopicAuthorizationException("out"))).isTrue();
  }

  @Test
  void leavesTheRestToAnotherAttempt() {
    assertThat(Fencing.isBehind(new TimeoutException("no answer"))).isFalse();
    assertThat(Fencing.isBehind(new KafkaException("x", new CommitFailedException("rebalance"))))
        .isFalse();
  }
}
