package dev.cairn.train.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.pipeline.file.Sha256;
import dev.cairn.pipeline.tensor.Safetensors;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.train.TinyDataset;
import dev.cairn.train.checkpoint.EpochMetrics;
import dev.cairn.train.checkpoint.TrainingFigures;
import dev.cairn.train.host.Host;
import dev.cairn.train.host.Hosts;
import dev.cairn.train.trainer.TrainerReport.Cancelled;
import dev.cairn.train.trainer.TrainerReport.EpochDone;
import dev.cairn.train.trainer.TrainerReport.Failed;
import dev.cairn.train.trainer.TrainerReport.Finished;
import dev.cairn.train.trainer.TrainerReport.Started;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Real trainer processes. */
class TrainerGroupTest {
  private static final int HEAP_MIB = 512;
  private static final int PATIENCE_SECONDS = 90;

  @TempDir private Path folder;

  @Test
  void killedInTheMiddleItEndsWithTheSameBitsAsUninterrupted() throws Exception {
    TrainerJob whole = TinyJob.create(folder, "whole").job();
    List<TrainerReport> uninterrupted = runToTheEnd(whole);

    TrainerJob killed = TinyJob.create(folder, "killed").job();
    List<TrainerReport> untilKilled = new ArrayList<>();
    try (TrainerGroup trainer = TrainerGroup.start(killed, HEAP_MIB)) {
      await(trainer, untilKilled, EpochDone.class);
      process(trainer, 0).destroyForcibly();
      assertThat(await(trainer, untilKilled, Failed.class).code())
          .isEqualTo(ErrorCode.TRAINER_DIED);
    }
    List<TrainerReport> resumed = runToTheEnd(killed);

    assertThat(first(resumed, Started.class).fromEpoch()).isGreaterThan(1);
    assertThat(epochs(resumed)).isEqualTo(epochs(uninterrupted)).hasSize(TinyJob.EPOCHS);
    // One line of the recipe differs, the stage's name, so the bundles do too; the tensors do not.
    assertThat(tensors(killed.folder().lastCheckpoint()))
        .isEqualTo(tensors(whole.folder().lastCheckpoint()));
    assertThat(Sha256.of(killed.folder().bundle().resolve("model.onnx")))
        .isEqualTo(Sha256.of(whole.folder().bundle().resolve("model.onnx")));
  }

  @Test
  void closedInTheMiddleItGoesOnFromTheStepItHadCome() throws Exception {
    new TinyDataset(folder, "larger").landmark("bridge", 30).landmark("tower", 30).publish();
    TinyJob job =
        TinyJob.create(folder, "whole")
            .withDataset("batch:larger")
            .withCheckpointEvery(3600)
            .with(stage -> stage.setProcesses(2).setEpochs(2));
    List<TrainerReport> uninterrupted = runToTheEnd(job.job());

    TrainerJob closed = job.with(stage -> stage.setStageId("closed")).job();
    try (TrainerGroup trainers = TrainerGroup.start(closed, HEAP_MIB)) {
      await(trainers, new ArrayList<>(), Started.class);
      for (long trainer : trainers.processIds()) { // as a terminal and a service manager do
        new ProcessBuilder("kill", "-INT", Long.toString(trainer)).start().waitFor();
        new ProcessBuilder("kill", "-TERM", Long.toString(trainer)).start().waitFor();
      }
    }
    List<TrainerReport> resumed = runToTheEnd(closed);

    Started started = first(resumed, Started.class);
    assertThat(started.fromEpoch() > 1 || started.fromStep() > 0).isTrue();
    assertThat(epochs(resumed)).isEqualTo(epochs(uninterrupted)).hasSize(2);
    assertThat(tensors(closed.folder().lastCheckpoint()))
        .isEqualTo(tensors(job.job().folder().lastCheckpoint()));
  }

  @Test
  void itEndsAtAStepWhenCancelled() throws Exception {
    List<TrainerReport> reports = new ArrayList<>();
    try (TrainerGroup trainer =
        TrainerGroup.start(TinyJob.create(folder, "cancelled").job(), HEAP_MIB)) {
      await(trainer, reports, Started.class);
      trainer.cancel();
      Cancelled cancelled = await(trainer, reports, Cancelled.class);
      assertThat(cancelled.afterEpoch()).isBetween(0, TinyJob.EPOCHS);
    }
  }

  @Test
  void itTellsWhyItCannotGoOn() throws Exception {
    TinyJob broken = TinyJob.create(folder, "unreadable").withDataset("batch:nowhere");
    try (TrainerGroup trainer = TrainerGroup.start(broken.job(), HEAP_MIB)) {
      Failed failed = await(trainer, new ArrayList<>(), Failed.class);
      assertThat(failed.code()).isEqualTo(ErrorCode.DATASET_INVALID);
      assertThat(failed.message()).contains("batch:nowhere");
    }
  }

  @Test
  void itsDeathIsToldWithTheEndOfItsLog() throws Exception {
    TrainerJob job = TinyJob.create(folder, "starved").job();
    int tooSmall = 4;
    try (TrainerGroup trainer = TrainerGroup.start(job, tooSmall)) {
      Failed failed = await(trainer, new ArrayList<>(), Failed.class);
      assertThat(failed.code()).isEqualTo(ErrorCode.TRAINER_DIED);
      assertThat(failed.message())
          .contains("OutOfMemoryError")
          .contains(job.folder().log(0).toString());
    }
  }

  @Test
  void ofTwoOneIsKilledAndTheStageEndsWithTheSameBitsAsUninterrupted() throws Exception {
    new TinyDataset(folder, "larger").landmark("bridge", 20).landmark("tower", 20).publish();
    TinyJob job =
        TinyJob.create(folder, "whole")
            .withDataset("batch:larger")
            .with(stage -> stage.setProcesses(2));
    List<TrainerReport> uninterrupted = runToTheEnd(job.job());
    assertThat(uninterrupted).filteredOn(Started.class::isInstance).hasSize(1);

    TrainerJob killed = job.with(stage -> stage.setStageId("killed")).job();
    List<TrainerReport> untilKilled = new ArrayList<>();
    try (TrainerGroup trainers = TrainerGroup.start(killed, HEAP_MIB)) {
      await(trainers, untilKilled, EpochDone.class);
      ProcessHandle survivor = process(trainers, 0);
      process(trainers, 1).destroyForcibly();
      Failed failed = await(trainers, untilKilled, Failed.class);
      assertThat(failed.code()).isEqualTo(ErrorCode.TRAINER_DIED);
      assertThat(failed.message())
          .startsWith("Rank 1 of 2 ended with exit code")
          .contains(killed.folder().log(1).toString());
      survivor.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
    List<TrainerReport> resumed = runToTheEnd(killed);

    assertThat(first(resumed, Started.class).fromEpoch()).isGreaterThan(1);
    assertThat(epochs(resumed)).isEqualTo(epochs(uninterrupted)).hasSize(TinyJob.EPOCHS);
    assertThat(tensors(killed.folder().lastCheckpoint()))
        .isEqualTo(tensors(job.job().folder().lastCheckpoint()));
  }

  @Test
  void twoEndAtTheSameStepWhenCancelled() throws Exception {
    TinyJob job = TinyJob.create(folder, "cancelled").with(stage -> stage.setProcesses(2));
    try (TrainerGroup trainers = TrainerGroup.start(job.job(), HEAP_MIB)) {
      List<TrainerReport> reports = new ArrayList<>();
      await(trainers, reports, Started.class);
      trainers.cancel();
      await(trainers, reports, Cancelled.class);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void overTwoHostsItEndsWithTheSameBitsAsOnOne() throws Exception {
    TinyJob job = TinyJob.create(folder, "here").with(stage -> stage.setProcesses(2));
    List<TrainerReport> here = runToTheEnd(job.job());
    TrainerJob spread =
        job.with(stage -> stage.setStageId("spread")).on(hereAnd(List.of("env"))).job();

    assertThat(epochs(runToTheEnd(spread))).isEqualTo(epochs(here)).hasSize(TinyJob.EPOCHS);
    assertThat(tensors(spread.folder().lastCheckpoint()))
        .isEqualTo(tensors(job.job().folder().lastCheckpoint()));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void onAnotherHostItEndsWithItsLauncher() throws Exception {
    // When it is killed its two children live on, until nothing more can be written to them.
    Path relay = Files.writeString(folder.resolve("relay.sh"), "cat | \"$@\"\n");
    TrainerJob job =
        TinyJob.create(folder, "lost")
            .with(stage -> stage.setProcesses(2))
            .on(hereAnd(List.of("sh", relay.toString())))
            .job();
    try (TrainerGroup trainers = TrainerGroup.start(job, HEAP_MIB)) {
      List<TrainerReport> reports = new ArrayList<>();
      await(trainers, reports, Started.class);
      ProcessHandle launcher = process(trainers, 1);
      List<ProcessHandle> launched = launcher.descendants().toList();
      assertThat(launched).isNotEmpty();
      launcher.destroyForcibly();
      Failed failed = await(trainers, reports, Failed.class);
      assertThat(failed.code()).isEqualTo(ErrorCode.TRAINER_DIED);
      assertThat(failed.message())
          .startsWith("Rank 1 of 2 ended with exit code")
          .contains(job.folder().log(1).toString());
      for (ProcessHandle process : launched) {
        process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      }
    }
  }

  /** A process on this machine, the other through a launcher. */
  private static Hosts hereAnd(List<String> launcher) {
    return new Hosts("127.0.0.2", List.of(Host.here(1), new Host(launcher, 1)));
  }

  private static ProcessHandle process(TrainerGroup trainers, int rank) {
    return ProcessHandle.of(trainers.processIds().get(rank)).orElseThrow();
  }

  private static List<TrainerReport> runToTheEnd(TrainerJob job)
      throws IOException, InterruptedException {
    List<TrainerReport> reports = new ArrayList<>();
    try (TrainerGroup trainer = TrainerGroup.start(job, HEAP_MIB)) {
      await(trainer, reports, Finished.class);
    }
    return reports;
  }

  /** Collects reports up to the first of a kind. */
  private static <T extends TrainerReport> T await(
      TrainerGroup trainer, List<TrainerReport> reports, Class<T> kind)
      throws InterruptedException {
    while (true) {
      Optional<TrainerReport> report = trainer.next(PATIENCE_SECONDS);
      assertThat(report).as("report after %s", reports).isPresent();
      reports.add(report.get());
      if (kind.isInstance(report.get())) {
        return kind.cast(report.get());
      }
      assertThat(report.get().endsStage()).as("%s instead of %s", report.get(), kind).isFalse();
    }
  }

  private static <T extends TrainerReport> T first(List<TrainerReport> reports, Class<T> kind) {
    return reports.stream().filter(kind::isInstance).map(kind::cast).findFirst().orElseThrow();
  }

  /** Losses, accuracy and GAP; not the speed, which no two runs share. */
  private static List<List<Object>> epochs(List<TrainerReport> reports) {
    return reports.stream()
        .filter(EpochDone.class::isInstance)
        .map(report -> ((EpochDone) report).metrics())
        .map(TrainerGroupTest::figures)
        .toList();
  }

  private static List<Object> figures(EpochMetrics epoch) {
    TrainingFigures training = epoch.training();
    return List.of(
        epoch.learningRate(),
        training.loss(),
        training.rejectedImages(),
        training.maxGradientNorm(),
        epoch.validation());
  }

  /** Digest of every tensor, the optimiser's included. */
  private static Map<String, String> tensors(Path checkpoint) throws IOException {
    Map<String, String> digests = new TreeMap<>();
    try (Safetensors file = Safetensors.open(checkpoint)) {
      for (String name : file.names()) {
        digests.put(name, Sha256.of(file.data(name).toArray(ValueLayout.JAVA_BYTE)));
      }
    }
    assertThat(digests).containsKey("adam.step");
    return digests;
  }
}
