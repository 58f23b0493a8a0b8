package dev.cairn.train.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.pipeline.tensor.Safetensors;
import dev.cairn.schemas.avro.Precision;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.train.trainer.TrainerReport.Cancelled;
import dev.cairn.train.trainer.TrainerReport.Finished;
import dev.cairn.train.trainer.TrainerReport.Progress;
import dev.cairn.train.trainer.TrainerReport.Searching;
import dev.cairn.train.trainer.TrainerReport.Started;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stages with other options than the plain ones. */
class StageOptionsTest {
  private static final BooleanSupplier NEVER = () -> false;
  private static final String STEM = "enet.conv_stem.weight";

  @TempDir private Path folder;

  @Test
  void itValidatesEarlyWhereItIsAskedTo() throws Exception {
    TinyJob job =
        TinyJob.create(folder, "early")
            .standingStill()
            .with(c -> c.setEarlyValidation(List.of(0, 1)));
    List<TrainerReport> reports = new ArrayList<>();
    TinyJob.run(job.job(), reports::add, NEVER);
    assertThat(reports)
        .filteredOn(r -> r instanceof Progress progress && progress.validation().isPresent())
        .extracting(report -> ((Progress) report).step())
        .containsExactly(0, 1);
  }

  @Test
  void itTrainsWithTheOptionsOfItsCommand() throws Exception {
    TrainerJob job =
        TinyJob.create(folder, "options")
            .with(c ->
                c.setAccumulationSteps(2)
                    .setEmaDecay(0.5)
                    .setClipNorm(1e-3)
                    .setPrecision(Precision.BFLOAT16)
                    .setKeepEvery(2))
            .job();
    assertThat(TinyJob.run(job, _ -> {}, NEVER)).isInstanceOf(Finished.class);
    try (Safetensors file = Safetensors.open(job.folder().lastCheckpoint())) {
      assertThat(file.floats("adam.step")).containsExactly(TinyJob.EPOCHS);
      assertThat(file.floats("trained." + STEM)).isNotEqualTo(file.floats(STEM));
    }
    assertThat(job.folder().epochCheckpoint(2)).exists();
    assertThat(job.folder().epochCheckpoint(1)).doesNotExist();
    assertThat(job.folder().epochCheckpoint(3)).doesNotExist();
  }

  @Test
  void itLeavesTheOutliersOutWhereItIsToldTo() throws Exception {
    TrainerJob job =
        TinyJob.create(folder, "quick").standingStill().with(c -> c.setFindOutliers(false)).job();
    Finished finished = (Finished) TinyJob.run(job, _ -> {}, NEVER);
    assertThat(finished.outliers()).isEmpty();
    assertThat(job.folder().outliers()).doesNotExist();
  }

  @Test
  void cancelledWhileItLooksForOutliersItGoesOnWithThem() throws Exception {
    TrainerJob job = TinyJob.create(folder, "searching").standingStill().job();
    List<TrainerReport> reports = new ArrayList<>();
    BooleanSupplier searches = () -> reports.stream().anyMatch(Searching.class::isInstance);
    assertThat(TinyJob.run(job, reports::add, searches)).isEqualTo(new Cancelled(1));
    assertThat(job.folder().outliers()).doesNotExist();

    List<TrainerReport> again = new ArrayList<>();
    Finished finished = (Finished) TinyJob.run(job, again::add, NEVER);
    assertThat(finished.outliers()).isPresent();
    assertThat(job.folder().outliers()).exists();
    assertThat(again)
        .filteredOn(Started.class::isInstance)
        .first()
        .isInstanceOfSatisfying(
            Started.class, started -> assertThat(started.fromEpoch()).isEqualTo(2));
  }

  @Test
  void aLossThatIsNoNumberStopsItWithStepImagesAndTheLastGoodCheckpoint() throws Exception {
    TrainerJob job =
        TinyJob.create(folder, "exploding").with(c -> c.setInitialLearningRate(1e30)).job();
    assertThatThrownBy(() -> TinyJob.run(job, _ -> {}, NEVER))
        .isInstanceOfSatisfying(
            CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LOSS_NOT_FINITE))
        .hasMessageContaining("Epoch 1, step 2 of 2, images ")
        .hasMessageContaining("tower-")
        .hasMessageContaining("last good checkpoint is " + job.folder().lastCheckpoint());
  }
}
