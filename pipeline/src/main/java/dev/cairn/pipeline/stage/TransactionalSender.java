package dev.cairn.pipeline.stage;

import dev.cairn.pipeline.client.KafkaSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jboss.logging.Logger;

/** A transactional producer that is replaced as a whole after a failure. One thread only. */
final class TransactionalSender {
  private static final Logger LOG = Logger.getLogger(TransactionalSender.class);

  private final Map<String, Object> settings;
  private KafkaProducer<byte[], byte[]> producer;

  TransactionalSender(Map<String, Object> kafka, String transactionalId) {
    this.settings = KafkaSettings.transactionalProducer(kafka, transactionalId);
  }

  /**
   * Makes a new producer and ends what a former one with the same id left open, be it in this
   * process or in one that died.
   *
   * @return false when no broker answered in a minute, or its name is not known at the moment
   */
  boolean reopen() {
    close();
    try {
      producer = new KafkaProducer<>(settings);
      producer.initTransactions();
      return true;
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      if (Fencing.isBehind(e)) {
        throw e;
      }
      LOG.warnf(e, "No transaction can be opened, trying again");
      return false;
    }
  }

  /** All records and offsets, or nothing. */
  void send(
      List<ProducerRecord<byte[], byte[]>> records,
      Map<TopicPartition, OffsetAndMetadata> offsets,
      ConsumerGroupMetadata member) {
    producer.beginTransaction();
    for (ProducerRecord<byte[], byte[]> record : records) {
      // A failure shows when the transaction commits.
      var unused = producer.send(record);
    }
    producer.sendOffsetsToTransaction(offsets, member);
    producer.commitTransaction();
  }

  /** Does not wait: a transaction that is open then never happened. */
  void close() {
    if (producer != null) {
      producer.close(Duration.ZERO);
    }
  }
}
