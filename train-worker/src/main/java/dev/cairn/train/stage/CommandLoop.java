package dev.cairn.train.stage;

import dev.cairn.pipeline.client.KafkaSettings;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.topic.Topic;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
      inbox.cancelled().forEach(this::cancel);
      Optional<PendingCommand> next = next();
      while (next.isPresent()) {
        begin(next.get());
        next = next();
      }
    }
  }

  /** Nothing begins before all is read that was sent: its cancellation, or its parent's command. */
  private Optional<PendingCommand> next() {
    boolean readAll =
        consumer.assignment().stream()
            .allMatch(partition -> consumer.currentLag(partition).orElse(1) == 0);
    return executor.running().isEmpty() && (readAll || inbox.isFull())
        ? inbox.next()
        : Optional.empty();
  }

  /** True while a trainer works; any thread may ask. */
  boolean isTraining() {
    return executor.running().isPresent();
  }

  private void follow(RunningStage stage) {
    PendingCommand pending = stage.turn().pending();
    if (executor.follow(stage, inbox.isCancelled(pending), commitPoint(pending))) {
      inbox.remove(pending);
    }
  }

  private void cancel(PendingCommand pending) {
    boolean runs = executor.running().filter(s -> s.turn().pending().equals(pending)).isPresent();
    if (!runs && executor.cancel(Turn.of(pending), commitPoint(pending))) {
      inbox.remove(pending);
    }
  }

  private void begin(PendingCommand pending) {
    CommitPoint end = commitPoint(pending);
    boolean done =
        switch (pending.body()) {
          case PendingCommand.Train _ -> executor.submit(Turn.of(pending), end);
          case PendingCommand.Cancel _ -> {
            journal.pass(end);
            yield true;
          }
          case PendingCommand.Unreadable(CairnException reason) -> {
            LOG.warnf("Command at offset %d: %s", pending.offset(), reason.getMessage());
            journal.bury(pending, reason, end);
            yield true;
          }
        };
    if (done) {
      inbox.remove(pending);
    }
  }

  private CommitPoint commitPoint(PendingCommand pending) {
    return new CommitPoint(
        pending.partition(), inbox.committable(pending), consumer.groupMetadata());
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
          .filter(s -> partitions.contains(s.turn().pending().partition()))
          .isPresent()) {
        LOG.infof("Another worker takes over the running stage");
        executor.close();
      }
    }
  }
}
