package dev.cairn.train.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.pipeline.tensor.Safetensors;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.train.net.Architectures;
import dev.cairn.train.net.LandmarkNetwork;
import dev.cairn.train.torch.TrainableModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointStoreTest {
  private static final String ORIGIN = "a recipe and its data";

  @TempDir private Path work;

  @Test
  void theLastIsResumedAndTheBestAndEverySecondAreKeptBesideIt() throws IOException {
    StageFolder folder = StageFolder.of(work, "s1");
    CheckpointStore store = new CheckpointStore(folder, 2);
    Checkpoint third;
    try (TrainableModel first = model(1);
        TrainableModel best = model(2);
        TrainableModel last = model(3)) {
      store.save(first, checkpoint(0.5));
      store.save(best, checkpoint(0.5, 0.75));
      third = checkpoint(0.5, 0.75, 0.25);
      store.save(last, third);
      assertThat(head(folder.bestCheckpoint())).isEqualTo(best.values(LandmarkNetwork.HEAD));
      assertThat(head(folder.epochCheckpoint(2))).isEqualTo(best.values(LandmarkNetwork.HEAD));
      assertThat(folder.epochCheckpoint(1)).doesNotExist();
      assertThat(folder.epochCheckpoint(3)).doesNotExist();

      try (TrainableModel fresh = model(4)) {
        assertThat(store.resume(fresh, ORIGIN)).contains(third);
        assertThat(fresh.values(LandmarkNetwork.HEAD)).isEqualTo(last.values(LandmarkNetwork.HEAD));
      }
    }
  }

  @Test
  void aCheckpointOfAnotherOriginIsNotGoneOnWith() throws IOException {
    CheckpointStore store = new CheckpointStore(StageFolder.of(work, "s1"), 0);
    try (TrainableModel model = model(1);
        TrainableModel fresh = model(2)) {
      float[] before = fresh.values(LandmarkNetwork.HEAD);
      assertThat(store.resume(fresh, ORIGIN)).isEmpty();
      store.save(model, checkpoint(0.5));
      assertThat(store.resume(fresh, "other data")).isEmpty();
      assertThat(fresh.values(LandmarkNetwork.HEAD)).isEqualTo(before);
    }
  }

  @Test
  void inTheMiddleOfAnEpochOnlyTheLastIsReplaced() throws IOException {
    StageFolder folder = StageFolder.of(work, "s1");
    CheckpointStore store = new CheckpointStore(folder, 1);
    EpochSums begun = new EpochSums(3, 12, 6.5, 2, 1, 10, 100);
    Checkpoint middle = new Checkpoint(ORIGIN, checkpoint(0.5).epochs(), begun);
    try (TrainableModel first = model(1);
        TrainableModel later = model(2)) {
      store.save(first, checkpoint(0.5));
      store.save(later, middle);
      assertThat(head(folder.bestCheckpoint())).isEqualTo(first.values(LandmarkNetwork.HEAD));
      assertThat(head(folder.epochCheckpoint(1))).isEqualTo(first.values(LandmarkNetwork.HEAD));
      assertThat(store.resume(first, ORIGIN)).contains(middle);
      assertThat(middle.nextEpoch(1)).isEqualTo(2);
    }
  }

  @Test
  void withoutValidationTheLastCountsAsTheBest() {
    assertThat(checkpoint(Double.NaN, Double.NaN).hasBestGap()).isTrue();
    assertThat(checkpoint(0.5, 0.5).hasBestGap()).isTrue();
    assertThat(checkpoint(0.5, 0.4).hasBestGap()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "../s1", "a/b", "a\\b", "a b", ".s1", "s1\n"})
  void aStageIdThatIsNoPlainNameGetsNoFolder(String stageId) {
    assertThatThrownBy(() -> StageFolder.of(work, stageId))
        .isInstanceOfSatisfying(
            CairnException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.STAGE_OPTION_INVALID));
  }

  private static TrainableModel model(long seed) {
    return TrainableModel.create(
        Architectures.byName("tf_efficientnet_b0"), new double[] {0.05, 0.5}, seed, 1);
  }

  private static Checkpoint checkpoint(double... gaps) {
    List<EpochMetrics> epochs = new ArrayList<>();
    for (double gap : gaps) {
      epochs.add(
          new EpochMetrics(
              epochs.size() + 1,
              1e-4,
              new TrainingFigures(1, 10, 0, 0, 1),
              new ValidationFigures(1, 0.5, gap),
              1000,
              2));
    }
    return new Checkpoint(ORIGIN, epochs, EpochSums.NONE);
  }

  private static float[] head(Path checkpoint) throws IOException {
    try (Safetensors file = Safetensors.open(checkpoint)) {
      return file.floats(LandmarkNetwork.HEAD);
    }
  }
}
