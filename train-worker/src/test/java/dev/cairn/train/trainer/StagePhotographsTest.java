package dev.cairn.train.trainer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.train.TinyDataset;
import dev.cairn.train.checkpoint.ValidationFigures;
import dev.cairn.train.trainer.TrainerReport.EpochDone;
import dev.cairn.train.trainer.TrainerReport.Finished;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stages over photographs that are not all there or not all usable. */
class StagePhotographsTest {
  private static final BooleanSupplier NEVER = () -> false;

  @TempDir private Path folder;

  @Test
  void withoutValidationImagesItTrainsAllTheSame() throws Exception {
    new TinyDataset(folder, "unheld").landmark("bridge", 3).landmark("tower", 3).publish();
    TrainerJob job =
        TinyJob.create(folder, "unheld")
            .withDataset("batch:unheld")
            .standingStill()
            .with(c -> c.setFold(4))
            .job();
    List<TrainerReport> reports = new ArrayList<>();
    assertThat(TinyJob.run(job, reports::add, NEVER)).isInstanceOf(Finished.class);
    assertThat(reports)
        .filteredOn(EpochDone.class::isInstance)
        .extracting(report -> ((EpochDone) report).metrics().validation())
        .containsExactly(ValidationFigures.NONE);
  }

  @Test
  void aPhotographThatIsNoneIsReplacedAndCounted() throws Exception {
    new TinyDataset(folder, "spoilt")
        .landmark("bridge", 3)
        .landmark("tower", 3)
        .add("letter", "tower", "Dear Sir".getBytes(UTF_8), 1)
        .publish();
    TinyJob job = TinyJob.create(folder, "spoilt").withDataset("batch:spoilt").standingStill();
    List<TrainerReport> reports = new ArrayList<>();
    assertThat(TinyJob.run(job.job(), reports::add, NEVER)).isInstanceOf(Finished.class);
    assertThat(reports)
        .filteredOn(EpochDone.class::isInstance)
        .extracting(report -> ((EpochDone) report).metrics().training().rejectedImages())
        .containsExactly(1L);
  }

  @Test
  void withoutAnyUsablePhotographItFails() throws Exception {
    new TinyDataset(folder, "letters")
        .add("one", "bridge", "Dear Sir".getBytes(UTF_8), 1)
        .add("two", "tower", "Dear Madam".getBytes(UTF_8), 1)
        .publish();
    TrainerJob job = TinyJob.create(folder, "letters").withDataset("batch:letters").job();
    assertThatThrownBy(() -> TinyJob.run(job, _ -> {}, NEVER))
        .isInstanceOfSatisfying(
            CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATASET_INVALID));
  }
}
