package dev.cairn.train.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.pipeline.bundle.Bundle;
import dev.cairn.pipeline.bundle.FolderBundleStore;
import dev.cairn.pipeline.bundle.Manifest;
import dev.cairn.pipeline.file.Sha256;
import dev.cairn.pipeline.tensor.Safetensors;
import dev.cairn.pipeline.tensor.Tensor;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.train.net.Architectures;
import dev.cairn.train.net.LandmarkNetwork;
import dev.cairn.train.torch.FormulaModel;
import dev.cairn.train.torch.ImageBatch;
import dev.cairn.train.torch.LoadMode;
import dev.cairn.train.torch.TrainableModel;
import dev.cairn.train.trainer.TrainerReport.Cancelled;
import dev.cairn.train.trainer.TrainerReport.EpochDone;
import dev.cairn.train.trainer.TrainerReport.Finished;
import dev.cairn.train.trainer.TrainerReport.Started;
import dev.cairn.train.weights.NetworkWeights;
import dev.cairn.train.weights.file.PthWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stages in the test's own process; one of them is the parent of others. */
class StageRunTest {
  private static final BooleanSupplier NEVER = () -> false;
  private static final String STEM = "enet.conv_stem.weight";

  @TempDir private static Path folder;
  private static TrainerJob parentJob;
  private static Bundle parentBundle;
  private static final List<TrainerReport> PARENT_REPORTS = new ArrayList<>();

  @BeforeAll
  static void trainTheParent() throws Exception {
    parentJob = TinyJob.create(folder, "parent").job();
    Finished finished = (Finished) TinyJob.run(parentJob, PARENT_REPORTS::add, NEVER);
    assertThat(finished.parityError()).isPositive().isLessThan(1e-4);
    parentBundle = new FolderBundleStore(folder).publish(finished.bundle());
  }

  @Test
  void reportsWhatItTrainsOnAndEveryEpoch() {
    assertThat(PARENT_REPORTS.getFirst()).isEqualTo(new Started(2, 8, 4, 1, 0, TinyJob.EPOCHS));
    assertThat(PARENT_REPORTS)
        .filteredOn(EpochDone.class::isInstance)
        .extracting(report -> ((EpochDone) report).metrics().learningRate())
        .containsExactly(1e-4, 1e-3, 1e-3);
  }

  @Test
  void theBundleHoldsClassesHeadAndFigures() throws Exception {
    assertThat(parentBundle.classes())
        .hasContent("index,landmark_id,images\n0,bridge,6\n1,tower,6\n");
    assertThat(parentBundle.manifest().metrics())
        .containsOnlyKeys("accuracy", "gap", "trainLoss", "validationLoss");
    assertThat(parentBundle.manifest().recipe()).containsEntry("initialLearningRate", "1.0E-4");
    try (Safetensors head = Safetensors.open(parentBundle.head())) {
      assertThat(head.shape("weight")).containsExactly(2, 3, 512);
      assertThat(head.floats("weight")).isEqualTo(parentWeights(LandmarkNetwork.HEAD));
    }
  }

  @Test
  void theBundleAloneGivesTheModelBack() throws Exception {
    ImageBatch images = FormulaModel.images(32);
    try (TrainableModel trained = newModel();
        TrainableModel loaded = newModel();
        NetworkWeights weights = NetworkWeights.of(parentBundle)) {
      trained.load(parentJob.folder().lastCheckpoint(), LoadMode.STRICT);
      loaded.load(weights.source(), weights.tensors(), LoadMode.STRICT);
      assertThat(loaded.embed(images)).isDeepEqualTo(trained.embed(images));
      assertThat(loaded.values(LandmarkNetwork.HEAD))
          .isEqualTo(trained.values(LandmarkNetwork.HEAD));
      assertThat(weights.tensors().keySet()).noneMatch(name -> name.startsWith("adam."));
    }
  }

  private static TrainableModel newModel() {
    return TrainableModel.create(Architectures.byName("tf_efficientnet_b0"), new double[2], 3, 1);
  }

  @Test
  void runAgainAfterItsLastEpochItOnlyExportsAndGivesTheSameBundle() throws Exception {
    List<TrainerReport> reports = new ArrayList<>();
    Finished finished = (Finished) TinyJob.run(parentJob, reports::add, NEVER);
    assertThat(((Started) reports.getFirst()).fromEpoch()).isEqualTo(TinyJob.EPOCHS + 1);
    assertThat(reports).filteredOn(EpochDone.class::isInstance).hasSize(TinyJob.EPOCHS);
    assertThat(new FolderBundleStore(folder).publish(finished.bundle()).digest())
        .isEqualTo(parentBundle.digest());
  }

  @Test
  void aStrictLoadTakesTheHeadOver() throws Exception {
    TrainerJob child = train("strict", LoadMode.STRICT);
    assertThat(weights(child, STEM)).containsExactly(parentWeights(STEM), Offset.offset(1e-6f));
    assertThat(weights(child, LandmarkNetwork.HEAD))
        .containsExactly(parentWeights(LandmarkNetwork.HEAD), Offset.offset(1e-6f));
  }

  @Test
  void aLoadWithoutHeadTakesTheRestOver() throws Exception {
    TrainerJob child = train("headless", LoadMode.WITHOUT_HEAD);
    assertThat(weights(child, STEM)).containsExactly(parentWeights(STEM), Offset.offset(1e-6f));
    assertThat(weights(child, LandmarkNetwork.HEAD)[0])
        .isNotCloseTo(parentWeights(LandmarkNetwork.HEAD)[0], Offset.offset(1e-6f));
  }

  @Test
  void aFileOfABackboneLeavesTheRestNew() throws Exception {
    Map<String, Tensor> tensors = FormulaModel.tensors(Architectures.byName("tf_efficientnet_b0"));
    tensors.keySet().removeIf(name -> !name.startsWith("enet."));
    Path file = folder.resolve("imagenet.pth");
    PthWriter.zip(file, tensors);
    TrainerJob child =
        standingStill("file", new Parent.OfFile(file, Sha256.of(file), LoadMode.BACKBONE));
    Manifest manifest = run(child).manifest();
    assertThat(manifest.parentDigest()).isEmpty();
    assertThat(manifest.recipe()).containsEntry("loadFromSha256", Sha256.of(file));
    assertThat(weights(child, STEM))
        .containsExactly(tensors.get(STEM).floats(), Offset.offset(1e-6f));
    try (TrainableModel fresh =
        TrainableModel.create(
            Architectures.byName("tf_efficientnet_b0"), new double[2], TinyJob.SEED, 1)) {
      assertThat(weights(child, "feat.weight"))
          .containsExactly(fresh.values("feat.weight"), Offset.offset(1e-6f));
    }
  }

  @Test
  void aFileThatHasChangedSinceIsRefused() throws Exception {
    Path file = Files.writeString(folder.resolve("changed.pth"), "other bytes");
    TrainerJob child =
        standingStill("changed", new Parent.OfFile(file, "0".repeat(64), LoadMode.STRICT));
    assertThatThrownBy(() -> run(child))
        .hasMessageContaining("has changed since")
        .isInstanceOfSatisfying(
            CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_INVALID));
  }

  @Test
  void endsAtTheStepAfterTheCancellationAndKeepsTheEpochsDone() throws Exception {
    AtomicInteger steps = new AtomicInteger();
    // Asked with each step, and there are two steps in an epoch.
    BooleanSupplier inTheSecondEpoch = () -> steps.incrementAndGet() >= 3;
    TrainerJob job = TinyJob.create(folder, "cancelled").job();
    TrainerReport last = TinyJob.run(job, _ -> {}, inTheSecondEpoch);
    assertThat(last).isEqualTo(new Cancelled(1));
    assertThat(job.folder().lastCheckpoint()).exists();
  }

  @Test
  void stoppedInTheMiddleOfAnEpochItGoesOnToTheSameBits() throws Exception {
    AtomicInteger steps = new AtomicInteger();
    TrainerJob job = TinyJob.create(folder, "halted").job();
    assertThat(TinyJob.run(job, _ -> {}, () -> steps.incrementAndGet() >= 3))
        .isEqualTo(new Cancelled(1));
    List<TrainerReport> reports = new ArrayList<>();
    assertThat(TinyJob.run(job, reports::add, NEVER)).isInstanceOf(Finished.class);
    assertThat(reports.getFirst()).isEqualTo(new Started(2, 8, 4, 2, 1, TinyJob.EPOCHS));
    assertThat(weights(job, STEM)).isEqualTo(parentWeights(STEM));
    assertThat(figures(reports)).isEqualTo(figures(PARENT_REPORTS));
  }

  /** Loss, gradient and validation of each epoch. */
  private static List<List<Object>> figures(List<TrainerReport> reports) {
    return reports.stream()
        .filter(EpochDone.class::isInstance)
        .map(report -> ((EpochDone) report).metrics())
        .map(m ->
            List.<Object>of(m.training().loss(), m.training().maxGradientNorm(), m.validation()))
        .toList();
  }

  @Test
  void itListsTheOutliersBesideTheBundle() throws Exception {
    Finished finished = (Finished) TinyJob.run(parentJob, _ -> {}, NEVER);
    List<String> lines = Files.readAllLines(parentJob.folder().outliers());
    assertThat(lines.getFirst()).isEqualTo("image_id,landmark_id,degrees,dominant_sub_centre");
    assertThat(lines).hasSize(Math.toIntExact(finished.outliers().orElseThrow()) + 1);
  }

  private static TrainerJob train(String stageId, LoadMode mode) throws Exception {
    TrainerJob job = standingStill(stageId, new Parent.OfBundle(parentBundle, mode));
    assertThat(run(job).manifest().parentDigest()).contains(parentBundle.digest());
    return job;
  }

  private static TrainerJob standingStill(String stageId, Parent parent) throws IOException {
    return TinyJob.create(folder, stageId).standingStill().job(Optional.of(parent));
  }

  private static Bundle run(TrainerJob job) throws Exception {
    Finished finished = (Finished) TinyJob.run(job, _ -> {}, NEVER);
    return new FolderBundleStore(folder).publish(finished.bundle());
  }

  private static float[] parentWeights(String name) throws IOException {
    return weights(parentJob, name);
  }

  private static float[] weights(TrainerJob job, String name) throws IOException {
    try (Safetensors file = Safetensors.open(job.folder().lastCheckpoint())) {
      return file.floats(name);
    }
  }
}
