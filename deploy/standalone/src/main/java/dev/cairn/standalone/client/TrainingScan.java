package dev.cairn.standalone.client;

import dev.cairn.schemas.avro.TrainingEvent;
import dev.cairn.schemas.codec.Codecs;
import dev.cairn.schemas.topic.Topic;
import dev.cairn.standalone.training.Stages;
import java.time.Duration;
import java.util.List;

/** All stages of an installation, as far as their events have been read. For one thread. */
public final class TrainingScan implements AutoCloseable {
  private static final Duration TURN = Duration.ofMillis(250);

  private final TopicScan scan;
  private final Stages stages = new Stages();

  public TrainingScan(Installation installation) {
    scan = TopicScan.fromBeginning(installation, Topic.TRAINING_EVENTS);
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
    List<TrainingEvent> events =
        scan.poll(wait).stream()
            .map(message -> Codecs.TRAINING_EVENT.decode(message.value()))
            .toList();
    events.forEach(stages::add);
    return events;
  }

  @Override
  public void close() {
    scan.close();
  }
}
