package dev.cairn.train.stage;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.pipeline.client.KafkaSettings;
import dev.cairn.schemas.avro.EnsemblePublished;
import dev.cairn.schemas.avro.ModelEvent;
import dev.cairn.schemas.avro.ModelPublished;
import dev.cairn.schemas.avro.TrainStageCommand;
import dev.cairn.schemas.avro.TrainingEvent;
import dev.cairn.schemas.codec.Codecs;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.topic.Topic;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Writes what happens, in transactions: the events of a decision become visible together, and the
 * last ones of a command together with its offset. For use by one thread.
 *
 * <p>Every method throws {@link KafkaException} when nothing was written; the journal is of no
 * further use then.
 */
final class TrainingJournal implements AutoCloseable {
  private final KafkaProducer<byte[], byte[]> producer;
  private final String prefix;
  private final Clock clock;

  /** Fences the former owner of the transactional id and ends its open transaction. */
  TrainingJournal(Map<String, Object> kafka, String prefix, String transactionalId, Clock clock) {
    this.producer =
        new KafkaProducer<>(KafkaSettings.transactionalProducer(kafka, transactionalId));
    this.prefix = prefix;
    this.clock = clock;
    producer.initTransactions();
  }

  /** Writes events of a stage that goes on. */
  List<TrainingEvent> append(TrainStageCommand command, List<SpecificRecord> bodies) {
    List<TrainingEvent> events = events(command, bodies);
    if (!events.isEmpty()) {
      transact(() -> send(events));
    }
    return events;
  }

  /** Writes the last events of a command and the models that come of it, and commits. */
  List<TrainingEvent> end(
      TrainStageCommand command,
      List<SpecificRecord> bodies,
      List<SpecificRecord> models,
      CommitPoint done) {
    List<TrainingEvent> events = events(command, bodies);
    transact(() -> {
      send(events);
      models.forEach(this::sendModel);
      commit(done);
    });
    return events;
  }

  /** Commits a command of which nothing comes. */
  void pass(CommitPoint done) {
    transact(() -> commit(done));
  }

  /** Writes a command that cannot be read to the dead letters, and commits. */
  void bury(PendingCommand pending, CairnException reason, CommitPoint done) {
    transact(() -> {
      var unused = producer.send(DeadCommand.of(pending.record(), reason, prefix, clock.instant()));
      commit(done);
    });
  }

  private List<TrainingEvent> events(TrainStageCommand command, List<SpecificRecord> bodies) {
    List<TrainingEvent> events = new ArrayList<>();
    for (SpecificRecord body : bodies) {
      events.add(
          new TrainingEvent(command.getModelName(), command.getStageId(), clock.instant(), body));
    }
    return events;
  }

  private void send(List<TrainingEvent> events) {
    for (TrainingEvent event : events) {
      send(Topic.TRAINING_EVENTS, event.getModelName(), Codecs.TRAINING_EVENT.encode(event));
    }
  }

  private void sendModel(SpecificRecord body) {
    String key =
        switch (body) {
          case ModelPublished model -> model.getModelName();
          case EnsemblePublished ensemble -> ensemble.getEnsembleName();
          default -> throw new IllegalArgumentException(body.getClass() + " is no model event");
        };
    ModelEvent event = new ModelEvent(body, clock.instant());
    send(Topic.MODELS, key, Codecs.MODEL_EVENT.encode(event));
  }

  private void send(Topic topic, String key, byte[] value) {
    // The transaction fails with the send; its future tells nothing more.
    var unused =
        producer.send(new ProducerRecord<>(topic.name(prefix), key.getBytes(UTF_8), value));
  }

  private void commit(CommitPoint done) {
    producer.sendOffsetsToTransaction(done.offsets(), done.group());
  }

  private void transact(Runnable sends) {
    producer.beginTransaction();
    sends.run();
    producer.commitTransaction();
  }

  /** Aborts the transaction that failed, if one did. */
  @Override
  public void close() {
    producer.close();
  }
}
