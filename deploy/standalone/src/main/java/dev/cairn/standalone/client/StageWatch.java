package dev.cairn.standalone.client;

import dev.cairn.schemas.avro.EpochCompleted;
import dev.cairn.schemas.avro.StageCancelled;
import dev.cairn.schemas.avro.StageCompleted;
import dev.cairn.schemas.avro.StageFailed;
import dev.cairn.schemas.avro.StageProgress;
import dev.cairn.schemas.avro.StageRejected;
import dev.cairn.schemas.avro.StageStarted;
import dev.cairn.schemas.avro.TrainingEvent;
import dev.cairn.schemas.codec.Codecs;
import dev.cairn.schemas.topic.Topic;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Follows one stage to its end; also one that has completed already. Open it before sending the
 * command, which goes on with a stage that has ended otherwise. For one thread.
 */
public final class StageWatch implements AutoCloseable {
  private final TopicScan scan;
  private final String modelName;
  private final String stageId;
  private final List<TrainingEvent> events = new ArrayList<>();
  private int firstEpoch = 1;
  private int lastEpoch = 1;

  public StageWatch(Installation installation, String modelName, String stageId) {
    this.scan = TopicScan.fromBeginning(installation, Topic.TRAINING_EVENTS);
    this.modelName = modelName;
    this.stageId = stageId;
  }

  /**
   * Shows a bar over the steps of all epochs, and the end as a line.
   *
   * @param eachTurn called some times a second; may throw to end the watch
   * @return the finished bundle; empty when the stage ended without one
   */
  public Optional<StageCompleted> follow(PrintWriter out, Runnable eachTurn) {
    Object end;
    try (Progress progress = Progress.start(stageId, -1)) {
      end = readToEnd(progress, eachTurn);
    }
    out.println(stageId + " " + TrainingLine.what(end));
    out.flush();
    return end instanceof StageCompleted completed ? Optional.of(completed) : Optional.empty();
  }

  private Object readToEnd(Progress progress, Runnable eachTurn) {
    while (true) {
      eachTurn.run();
      for (ConsumerRecord<byte[], byte[]> message : scan.poll(Duration.ofMillis(250))) {
        TrainingEvent event = Codecs.TRAINING_EVENT.decode(message.value());
        if (event.getModelName().equals(modelName) && event.getStageId().equals(stageId)) {
          events.add(event);
          show(progress, event.getEvent());
          if (endsStage(event.getEvent(), scan.wasThere(message))) {
            return event.getEvent();
          }
        }
      }
    }
  }

  private void show(Progress progress, Object event) {
    switch (event) {
      case StageStarted started -> {
        firstEpoch = started.getFromEpoch();
        lastEpoch = started.getToEpoch();
      }
      case StageProgress at -> {
        progress.total((lastEpoch - firstEpoch + 1L) * at.getSteps());
        progress.at((at.getEpoch() - (long) firstEpoch) * at.getSteps() + at.getStep());
      }
      case EpochCompleted epoch -> progress.note("accuracy %.2f".formatted(epoch.getAccuracy()));
      default -> {}
    }
  }

  private static boolean endsStage(Object event, boolean wasThere) {
    return switch (event) {
      case StageCompleted _ -> true;
      case StageFailed _, StageRejected _, StageCancelled _ -> !wasThere; // else of an earlier try
      default -> false;
    };
  }

  /** The stage's events so far, those of earlier tries included. */
  public List<TrainingEvent> events() {
    return List.copyOf(events);
  }

  @Override
  public void close() {
    scan.close();
  }
}
