package dev.cairn.ingest.batch;

import dev.cairn.pipeline.client.KafkaSettings;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Sends without waiting for each record and without losing a failure. No transactions, so that the
 * lag of the topic is the number of images that wait. For one thread.
 */
public final class Outbox implements AutoCloseable {
  private final Producer<byte[], byte[]> producer;
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  /**
   * @param kafka client settings, {@code bootstrap.servers} at least
   */
  public Outbox(Map<String, Object> kafka) {
    producer = new KafkaProducer<>(KafkaSettings.producer(kafka));
  }

  /**
   * Blocks only while too many bytes are on their way.
   *
   * @param value null removes what the key names
   * @throws KafkaException when something sent before has failed
   */
  public void send(String topic, byte[] key, byte[] value) {
    throwFailure();
    var _ =
        producer.send(
            new ProducerRecord<>(topic, key, value),
            (metadata, exception) -> failure.compareAndSet(null, exception));
  }

  /**
   * Returns once everything sent so far is stored.
   *
   * @throws KafkaException when some of it is not
   */
  public void flush() {
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
