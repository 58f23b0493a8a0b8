package dev.cairn.standalone.client;

import dev.cairn.schemas.avro.TrainingCommand;
import dev.cairn.schemas.codec.Codecs;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.schemas.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends training commands. */
public final class TrainingClient {
  private TrainingClient() {}

  /**
   * Sends a {@code TrainStageCommand} or {@code CancelTraining} and returns when the broker has it.
   */
  public static void send(Installation installation, String modelName, SpecificRecordBase command)
      throws InterruptedException {
    byte[] value = Codecs.TRAINING_COMMAND.encode(new TrainingCommand(command, Instant.now()));
    byte[] key = modelName.getBytes(StandardCharsets.UTF_8);
    try (KafkaProducer<byte[], byte[]> producer = installation.producer()) {
      producer
          .send(new ProducerRecord<>(installation.topic(Topic.TRAINING_COMMANDS), key, value))
          .get();
    } catch (ExecutionException e) {
      throw new CairnException(
          ErrorCode.KAFKA_UNREACHABLE,
          "The broker refused the command: " + e.getCause().getMessage(),
          e);
    }
  }
}
