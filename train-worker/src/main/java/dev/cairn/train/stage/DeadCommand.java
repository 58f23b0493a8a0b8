package dev.cairn.train.stage;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.pipeline.stage.DeadLetters;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.topic.Topic;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The dead letter of a command that cannot be read: its own bytes, the reason in headers. */
final class DeadCommand {

  private DeadCommand() {}

  static ProducerRecord<byte[], byte[]> of(
      ConsumerRecord<byte[], byte[]> record,
      CairnException reason,
      String topicPrefix,
      Instant now) {
    ProducerRecord<byte[], byte[]> letter =
        new ProducerRecord<>(Topic.DEAD_LETTERS.name(topicPrefix), record.key(), record.value());
    Map.of(
            DeadLetters.ERROR_CODE, reason.code().name(),
            DeadLetters.ERROR_MESSAGE, reason.getMessage(),
            DeadLetters.STAGE, "train",
            DeadLetters.ATTEMPTS, "1",
            DeadLetters.TOPIC, record.topic(),
            DeadLetters.PARTITION, Integer.toString(record.partition()),
            DeadLetters.OFFSET, Long.toString(record.offset()),
            DeadLetters.AT, now.toString())
        .forEach((name, value) -> letter.headers().add(name, value.getBytes(UTF_8)));
    return letter;
  }
}
