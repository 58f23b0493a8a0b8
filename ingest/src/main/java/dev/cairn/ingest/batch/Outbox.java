package dev.cairn.ingest.batch;

import dev.cairn.schemas.topic.Topic;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Sends without waiting for each record and without losing a failure. No transactions, so that the
 * lag of the topic is the number of images that wait.
 */
final class Outbox implements AutoCloseable {
  private final Producer<String, byte[]> producer;
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  Outbox(Map<String, Object> kafka) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topic.MAX_MESSAGE_BYTES);
    producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }

  /** Blocks only while too many bytes are on their way. */
  void send(String topic, String key, byte[] value) {
    throwFailure();
    var _ =
        producer.send(
            new ProducerRecord<>(topic, key, value),
            (metadata, exception) -> failure.compareAndSet(null, exception));
  }

  /** Returns once everything sent so far is stored. */
  void flush() {
    producer.flush();
    throwFailure();
  }

  private void throwFailure() {
    Exception exception = failure.get();
    if (exception != null) {
      throw new KafkaException(exception.getMessage(), exception);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
