package dev.cairn.standalone.client;

import dev.cairn.schemas.avro.StageCancelled;
import dev.cairn.schemas.avro.StageCompleted;
import dev.cairn.schemas.avro.StageFailed;
import dev.cairn.schemas.avro.StageProgress;
import dev.cairn.schemas.avro.StageRejected;
import dev.cairn.schemas.avro.TrainingEvent;
import dev.cairn.schemas.codec.Codecs;
import dev.cairn.schemas.topic.Topic;
import dev.cairn.standalone.training.StageView;
import dev.cairn.standalone.training.TrainingLine;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Follows one stage to its end; also one that has completed already. Open it before sending the
 * command, which goes on with a stage that has ended otherwise. For one thread.
 */
public final class StageWatch implements AutoCloseable {
  private static final Duration TURN = Duration.ofMillis(250);

  private final TopicScan scan;
  private StageView stage;
  private Optional<Object> end = Optional.empty();

  public StageWatch(Installation installation, String modelName, String stageId) {
    scan = TopicScan.fromBeginning(installation, Topic.TRAINING_EVENTS);
    stage = StageView.unheard(modelName, stageId);
  }

  /** Reads all that the topic held when this was opened. */
  public StageView readAll() {
    while (!scan.caughtUp()) {
      poll();
    }
    return stage;
  }

  /**
   * Shows a bar over the steps of all epochs, and the end as a line.
   *
   * @param eachTurn called some times a second; may throw to end the watch
   * @return the finished bundle; empty when the stage ended without one
   */
  public Optional<StageCompleted> follow(PrintWriter out, Runnable eachTurn) {
    try (Progress progress = Progress.start(stage.stageId(), -1)) {
      while (end.isEmpty()) {
        eachTurn.run();
        poll();
        show(progress);
      }
    }
    out.println(stage.stageId() + " " + TrainingLine.what(end.get()));
    out.flush();
    return end.get() instanceof StageCompleted completed
        ? Optional.of(completed)
        : Optional.empty();
  }

  private void poll() {
    for (ConsumerRecord<byte[], byte[]> message : scan.poll(TURN)) {
      TrainingEvent event = Codecs.TRAINING_EVENT.decode(message.value());
      if (event.getModelName().equals(stage.modelName())
          && event.getStageId().equals(stage.stageId())
          && end.isEmpty()) {
        stage = stage.with(event);
        end = Optional.of(event.getEvent()).filter(e -> endsStage(e, scan.wasThere(message)));
      }
    }
  }

  private void show(Progress progress) {
    stage.figures().step().ifPresent(at -> at(progress, at));
    stage
        .figures()
        .lastEpoch()
        .ifPresent(epoch -> progress.note("accuracy %.2f".formatted(epoch.getAccuracy())));
    stage.figures().search().map(TrainingLine::what).ifPresent(progress::note);
  }

  private void at(Progress progress, StageProgress at) {
    progress.total((stage.toEpoch() - stage.firstEpoch() + 1L) * at.getSteps());
    progress.at((at.getEpoch() - (long) stage.firstEpoch()) * at.getSteps() + at.getStep());
  }

  private static boolean endsStage(Object event, boolean wasThere) {
    return switch (event) {
      case StageCompleted _ -> true;
      case StageFailed _, StageRejected _, StageCancelled _ -> !wasThere; // else of an earlier try
      default -> false;
    };
  }

  /** The stage as its events tell it so far. */
  public StageView stage() {
    return stage;
  }

  @Override
  public void close() {
    scan.close();
  }
}
