package dev.cairn.train.stage;

import dev.cairn.pipeline.client.KafkaSettings;
import dev.cairn.schemas.avro.TrainStageCommand;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.topic.Topic;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Carries training commands out, one at a time and in their order, for as long as its connection to
 * Kafka lasts. It polls while a trainer works, which keeps it in the group for hours. A command's
 * offset is committed with its last event: whoever reads it again finds it done or goes on with it.
 */
final class CommandLoop implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(CommandLoop.class);
  private static final Duration POLL = Duration.ofMillis(100);

  private final TrainingJournal journal;
  private final StageExecutor executor;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Inbox inbox = new Inbox();

  CommandLoop(TrainWorkerSettings settings) {
    journal =
        new TrainingJournal(
            settings.kafka(), settings.topicPrefix(), settings.instanceId(), Clock.systemUTC());
    executor = new StageExecutor(settings, journal);
    Map<String, Object> member =
        KafkaSettings.consumer(settings.kafka(), settings.topicPrefix() + "-train-worker");
    member.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, settings.instanceId());
    consumer = new KafkaConsumer<>(member);
    consumer.subscribe(
        List.of(Topic.TRAINING_COMMANDS.name(settings.topicPrefix())), new Handover());
  }

  void run(BooleanSupplier stopped) {
    while (!stopped.getAsBoolean()) {
      consumer.poll(POLL).forEach(record -> inbox.add(PendingCommand.of(record)));
      if (inbox.isFull()) {
        consumer.pause(consumer.assignment());
      } else {
        consumer.resume(consumer.paused());
      }
      executor.running().ifPresent(this::follow);
      while (executor.running().isEmpty() && inbox.head().isPresent()) {
        begin(inbox.head().get());
      }
    }
  }

  /** True while a trainer works; any thread may ask. */
  boolean isTraining() {
    return executor.running().isPresent();
  }

  private void follow(RunningStage stage) {
    if (inbox.isCancelled(stage.command())) {
      stage.trainer().cancel();
    }
    if (executor.follow(stage, consumer.groupMetadata())) {
      inbox.removeHead();
    }
  }

  private void begin(PendingCommand pending) {
    boolean done =
        switch (pending.body()) {
          case PendingCommand.Train(TrainStageCommand command) ->
              executor.submit(
                  pending, command, inbox.isCancelled(command), consumer.groupMetadata());
          case PendingCommand.Cancel _ -> {
            journal.pass(pending, consumer.groupMetadata());
            yield true;
          }
          case PendingCommand.Unreadable(CairnException reason) -> {
            LOG.warnf("Command at offset %d: %s", pending.record().offset(), reason.getMessage());
            journal.bury(pending, reason, consumer.groupMetadata());
            yield true;
          }
        };
    if (done) {
      inbox.removeHead();
    }
  }

  /** The trainer is ended first: its last reports must not reach a closed journal. */
  @Override
  public void close() {
    executor.close();
    consumer.close();
    journal.close();
  }

  /** Who has the partition owns the stages; a newcomer learns from the events what is done. */
  private final class Handover implements ConsumerRebalanceListener {

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      if (!partitions.isEmpty()) {
        executor.recover();
      }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      inbox.forget(partitions);
      if (executor
          .running()
          .filter(s -> partitions.contains(s.pending().partition()))
          .isPresent()) {
        LOG.infof("Another worker takes over the running stage");
        executor.close();
      }
    }
  }
}
