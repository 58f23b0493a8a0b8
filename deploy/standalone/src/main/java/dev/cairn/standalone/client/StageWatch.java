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
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Follows one stage to its end. Open it before sending the command. For one thread. */
public final class StageWatch implements AutoCloseable {
  private final TopicScan scan;
  private final String modelName;
  private final String stageId;
  private final List<TrainingEvent> events = new ArrayList<>();

  public StageWatch(Installation installation, String modelName, String stageId) {
    this.scan = TopicScan.fromBeginning(installation, Topic.TRAINING_EVENTS);
    this.modelName = modelName;
    this.stageId = stageId;
  }

  /**
   * Shows a bar of the epochs, and each epoch as a line.
   *
   * @return whether the stage completed
   */
  public boolean follow(PrintWriter out) {
    try (Progress progress = Progress.start(stageId, -1)) {
      int epochs = 0;
      while (true) {
        for (ConsumerRecord<byte[], byte[]> message : scan.poll(Duration.ofMillis(250))) {
          TrainingEvent event = Codecs.TRAINING_EVENT.decode(message.value());
          if (!event.getModelName().equals(modelName) || !event.getStageId().equals(stageId)) {
            continue;
          }
          events.add(event);
          switch (event.getEvent()) {
            case StageStarted started -> epochs = started.getToEpoch() - started.getFromEpoch() + 1;
            case StageProgress at -> show(progress, at, epochs);
            case EpochCompleted epoch ->
                progress.note("accuracy %.2f".formatted(epoch.getAccuracy()));
            case StageCompleted completed -> {
              return end(out, completed, true);
            }
            case StageFailed failed -> {
              return end(out, failed, false);
            }
            case StageRejected rejected -> {
              return end(out, rejected, false);
            }
            case StageCancelled cancelled -> {
              return end(out, cancelled, false);
            }
            default -> {}
          }
        }
      }
    }
  }

  private static void show(Progress progress, StageProgress at, int epochs) {
    progress.total((long) epochs * at.getSteps());
    progress.at((at.getEpoch() - 1L) * at.getSteps() + at.getStep());
  }

  private static boolean end(PrintWriter out, Object event, boolean completed) {
    out.println(TrainingLine.what(event));
    out.flush();
    return completed;
  }

  /** The stage's events so far. */
  public List<TrainingEvent> events() {
    return List.copyOf(events);
  }

  @Override
  public void close() {
    scan.close();
  }
}
