package dev.cairn.pipeline.stage;

import static dev.cairn.pipeline.stage.Signals.given;

import dev.cairn.pipeline.client.KafkaSettings;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jboss.logging.Logger;

/**
 * The poll thread: the only one that touches the consumer. It never waits for the device, so the
 * worker stays in its group however long a batch takes; it pauses the partitions instead.
 */
final class Poller<T> {
  private static final Logger LOG = Logger.getLogger(Poller.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration POLL_WHILE_PAUSED = Duration.ofMillis(10);

  private final StageContext context;
  private final Map<String, Object> settings;
  private final Preparer<T> preparer;
  private final Handoff<Item<T>> output;

  Poller(
      StageContext context,
      Map<String, Object> kafka,
      Preparer<T> preparer,
      Handoff<Item<T>> output) {
    this.context = context;
    this.settings = settings(context.config(), kafka);
    this.preparer = preparer;
    this.output = output;
  }

  private static Map<String, Object> settings(StageConfig config, Map<String, Object> kafka) {
    Map<String, Object> settings = new HashMap<>(KafkaSettings.consumer(kafka, config.groupId()));
    settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, config.instanceId());
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, config.limits().maxBatchRecords());
    return settings;
  }

  /** Runs until told to stop and everything is committed, then leaves. */
  void run() throws InterruptedException {
    Signals signals = context.signals();
    while (!signals.opened().await(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
      if (given(signals.stop())) {
        output.close();
        return;
      }
    }
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings);
        KafkaClientMetrics clientMetrics = context.metrics().bind(consumer)) {
      consumer.subscribe(
          context.config().topics(), new OwnershipListener(consumer, context.ownership()));
      while (!given(signals.stop())) {
        turn(consumer);
      }
      output.close();
      // Offsets can only be committed while this is a member of the group.
      while (!given(signals.drained()) && !given(signals.abandon())) {
        consumer.pause(consumer.assignment());
        consumer.poll(POLL_WHILE_PAUSED);
      }
    }
  }

  private void turn(KafkaConsumer<byte[], byte[]> consumer) throws InterruptedException {
    Ownership ownership = context.ownership();
    if (ownership.isRewindRequested()) {
      rewind(consumer);
    }
    boolean pause = context.inFlight().isFull() || ownership.isSuspended();
    context.metrics().paused(pause);
    if (pause) {
      consumer.pause(consumer.assignment());
    } else {
      consumer.resume(consumer.paused());
    }
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(pause ? POLL_WHILE_PAUSED : POLL)) {
      dispatch(record);
    }
    ownership.member(consumer.groupMetadata());
  }

  private void dispatch(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
    Long claim = context.ownership().claim(partition);
    if (claim != null) { // else a rewind will bring it again
      Origin origin = new Origin(record, claim);
      context.inFlight().add(origin);
      output.put(preparer.submit(origin));
    }
  }

  private void rewind(KafkaConsumer<byte[], byte[]> consumer) {
    Set<TopicPartition> assignment = consumer.assignment();
    try {
      Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(assignment);
      for (TopicPartition partition : assignment) {
        OffsetAndMetadata offset = committed.get(partition);
        if (offset == null) {
          consumer.seekToBeginning(List.of(partition));
        } else {
          consumer.seek(partition, offset);
        }
      }
      context.ownership().rewound(assignment);
    } catch (TimeoutException e) {
      LOG.warnf("Cannot read the committed offsets, trying again: %s", e.getMessage());
    }
  }
}
