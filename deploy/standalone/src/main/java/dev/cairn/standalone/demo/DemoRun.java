package dev.cairn.standalone.demo;

import dev.cairn.ingest.batch.BatchId;
import dev.cairn.ingest.batch.PublishedBatch;
import dev.cairn.pipeline.folder.PhotoFolder;
import dev.cairn.schemas.avro.EpochCompleted;
import dev.cairn.schemas.avro.StageStarted;
import dev.cairn.schemas.avro.TrainStageCommand;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.standalone.client.BatchAnswers;
import dev.cairn.standalone.client.Installation;
import dev.cairn.standalone.client.Progress;
import dev.cairn.standalone.client.Publication;
import dev.cairn.standalone.client.StageWatch;
import dev.cairn.standalone.client.TrainingClient;
import dev.cairn.standalone.demo.report.Phase;
import dev.cairn.standalone.gallery.Arrival;
import dev.cairn.standalone.training.StageView;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The main job, by messages alone: publish the gallery, train two stages, let the workers embed the
 * gallery, publish the queries, wait for the answers. For one thread.
 */
final class DemoRun {
  private final Installation cairn;
  private final DemoPhotos photos;
  private final DemoPlan plan;
  private final PrintWriter out;
  private final Runnable alive;
  private final List<Phase> phases = new ArrayList<>();

  /**
   * @param alive throws when the workers have ended: nothing would arrive any more
   */
  DemoRun(Installation cairn, DemoPhotos photos, DemoPlan plan, PrintWriter out, Runnable alive) {
    this.alive = alive;
    this.cairn = cairn;
    this.photos = photos;
    this.plan = plan;
    this.out = out;
  }

  /** What came of it. */
  DemoAnswers run() throws IOException, InterruptedException {
    PublishedBatch gallery = publish("gallery", photos.gallery());
    for (TrainStageCommand stage : plan.stages("batch:" + gallery.id(), gallery.id().value())) {
      train(stage);
    }
    embed(gallery);
    PhaseClock clock = PhaseClock.start();
    PublishedBatch queries = publish("queries", photos.queries());
    try (BatchAnswers answers = new BatchAnswers(cairn, queries.id().value());
        Progress progress = Progress.start("predicting", queries.images())) {
      answers.awaitComplete(a -> {
        alive.run();
        progress.at(a.answered());
      });
      phases.add(clock.stop("recognise queries", queries.images()));
      return new DemoAnswers(
          List.copyOf(answers.predictions()), List.copyOf(answers.failures()), List.copyOf(phases));
    }
  }

  private PublishedBatch publish(String what, PhotoFolder folder) throws IOException {
    PhaseClock clock = PhaseClock.start();
    PublishedBatch batch =
        Publication.publish(cairn, BatchId.create(Clock.systemUTC()), folder, "publishing " + what);
    phases.add(clock.stop("publish " + what, batch.images()));
    return batch;
  }

  private void train(TrainStageCommand stage) throws InterruptedException {
    try (StageWatch watch = new StageWatch(cairn, stage.getModelName(), stage.getStageId())) {
      TrainingClient.send(cairn, stage.getModelName(), stage);
      if (watch.follow(out, alive).isEmpty()) {
        throw incomplete(stage);
      }
      phases.add(trainingPhase(stage, watch.stage()));
    }
  }

  private CairnException incomplete(TrainStageCommand stage) {
    return new CairnException(
        ErrorCode.TRAINER_DIED,
        "Stage %s did not complete; its log lies in %s"
            .formatted(stage.getStageId(), cairn.work().training()));
  }

  private static Phase trainingPhase(TrainStageCommand command, StageView stage) {
    long perEpoch = stage.started().map(StageStarted::getTrainImages).orElse(0L);
    List<EpochCompleted> epochs = stage.figures().epochs();
    double seconds =
        epochs.stream().mapToDouble(epoch -> perEpoch / epoch.getImagesPerSecond()).sum();
    return new Phase(
        "train at %d px".formatted(command.getImageSize()),
        perEpoch * epochs.size(),
        Duration.ofNanos((long) (seconds * 1e9)));
  }

  private void embed(PublishedBatch gallery) {
    PhaseClock clock = PhaseClock.start();
    try (Progress progress = Progress.start("embedding gallery", gallery.images());
        Arrival arrival = Arrival.fromBeginning(cairn)) {
      arrival.await(
          gallery.id().value(),
          gallery.images(),
          done -> {
            alive.run();
            progress.at(done);
          });
    }
    phases.add(clock.stop("embed gallery", gallery.images()));
  }
}
