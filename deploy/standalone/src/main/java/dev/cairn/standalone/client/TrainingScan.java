package dev.cairn.standalone.client;

import dev.cairn.schemas.avro.TrainStageCommand;
import dev.cairn.schemas.avro.TrainingCommand;
import dev.cairn.schemas.avro.TrainingEvent;
import dev.cairn.schemas.codec.Codecs;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.topic.Topic;
import dev.cairn.standalone.training.Stages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * All stages of an installation, as far as their commands and events have been read. For one
 * thread.
 */
public final class TrainingScan implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(TrainingScan.class);
  private static final Duration TURN = Duration.ofMillis(250);

  private final TopicScan scan;
  private final Stages stages = new Stages();

  public TrainingScan(Installation installation) {
    scan = TopicScan.fromBeginning(installation, Topic.TRAINING_COMMANDS, Topic.TRAINING_EVENTS);
  }

  /** Reads all that the topic held when this was opened. */
  public Stages readAll() {
    while (!scan.caughtUp()) {
      poll(TURN);
    }
    return stages;
  }

  /**
   * Takes in what has arrived, waiting at most {@code wait} for more.
   *
   * @return the new events
   */
  public List<TrainingEvent> poll(Duration wait) {
    List<TrainingEvent> events = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> message : scan.poll(wait)) {
      if (scan.isOf(message, Topic.TRAINING_COMMANDS)) {
        note(message);
      } else {
        events.add(Codecs.TRAINING_EVENT.decode(message.value()));
      }
    }
    events.forEach(stages::add);
    return events;
  }

  private void note(ConsumerRecord<byte[], byte[]> message) {
    if (message.value() == null) {
      return;
    }
    try {
      TrainingCommand command = Codecs.TRAINING_COMMAND.decode(message.value());
      if (command.getCommand() instanceof TrainStageCommand stage) {
        stages.add(stage, command.getSentAt());
      }
    } catch (CairnException e) {
      LOG.debugf(e, "Command %d is for the dead letters", message.offset());
    }
  }

  @Override
  public void close() {
    scan.close();
  }
}
