package dev.cairn.train.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.pipeline.tensor.Safetensors;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.train.net.Architectures;
import dev.cairn.train.net.Formula;
import dev.cairn.train.net.LandmarkNetwork;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainableModelTest {

  private static final int SIZE = 32;
  private static final ImageBatch BATCH =
      FormulaModel.batch(
          SIZE,
          Formula.image(0, SIZE),
          Formula.image(1, SIZE),
          new byte[SIZE * SIZE * 3],
          Arrays.copyOf(Formula.image(0, 2 * SIZE), SIZE * SIZE * 3));
  private static final int[] LABELS = {0, 1, 2, 3};
  private static final double RATE = 1e-3;

  @TempDir private Path folder;

  private static TrainableModel b0(int classes, long seed) {
    double[] margins = new double[classes];
    Arrays.fill(margins, 0.05);
    return TrainableModel.create(Architectures.byName("tf_efficientnet_b0"), margins, seed, 2);
  }

  private static double trainStep(
      TrainableModel model, ImageBatch batch, int[] labels, double learningRate) {
    model.accumulate(batch, labels);
    return model.step(learningRate, false, 0).meanLoss();
  }

  @Test
  void trainingLearnsItsImages() {
    try (TrainableModel model = b0(4, 1)) {
      double first = trainStep(model, BATCH, LABELS, RATE);
      double last = first;
      for (int i = 0; i < 10; i++) {
        last = trainStep(model, BATCH, LABELS, RATE);
      }
      assertThat(last).isLessThan(first / 4);
    }
  }

  @Test
  void theSameSeedGivesTheSameBits() {
    try (TrainableModel one = b0(4, 7);
        TrainableModel two = b0(4, 7);
        TrainableModel other = b0(4, 8)) {
      assertThat(other.values("feat.weight")).isNotEqualTo(one.values("feat.weight"));
      for (int i = 0; i < 3; i++) {
        assertThat(trainStep(two, BATCH, LABELS, RATE))
            .isEqualTo(trainStep(one, BATCH, LABELS, RATE));
      }
      assertThat(two.values("enet.conv_stem.weight"))
          .isEqualTo(one.values("enet.conv_stem.weight"));
      assertThat(two.embed(BATCH)).isDeepEqualTo(one.embed(BATCH));
    }
  }

  @Test
  void newWeightsFollowTheirDistributions() {
    try (TrainableModel model = b0(4, 1)) {
      float[] projection = model.values("enet.conv_head.weight");
      assertThat(deviation(projection))
          .isBetween(0.99 * Math.sqrt(2.0 / 1280), 1.01 * Math.sqrt(2.0 / 1280));
      assertThat(model.values("enet.bn1.weight")).containsOnly(1);
      assertThat(model.values("enet.blocks.1.0.bn3.weight")).containsOnly(1);
      assertThat(model.values("enet.blocks.1.1.bn3.weight"))
          .as("last of a branch with a shortcut")
          .containsOnly(0);
      assertThat(model.values("enet.bn1.running_var")).containsOnly(1);
      double xavier = Math.sqrt(6.0 / (4 * 3 + 512));
      float[] head = model.values(LandmarkNetwork.HEAD);
      assertThat(head).hasSize(4 * 3 * 512);
      assertThat(largest(head)).isBetween(0.99 * xavier, xavier);
      double linear = 1 / Math.sqrt(1280);
      assertThat(largest(model.values("feat.bias"))).isBetween(0.98 * linear, linear);
    }
  }

  private static double deviation(float[] values) {
    double squares = 0;
    for (float value : values) {
      squares += (double) value * value;
    }
    return Math.sqrt(squares / values.length);
  }

  private static double largest(float[] values) {
    double largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  @Test
  void evaluationChangesNothingAndAgreesWithItself() {
    try (TrainableModel model = b0(4, 1)) {
      List<ImageEvaluation> first = model.evaluate(BATCH, LABELS);
      assertThat(model.evaluate(BATCH, LABELS)).isEqualTo(first);
      assertThat(first).hasSize(4).allMatch(e -> e.loss() > 0 && Math.abs(e.bestCosine()) <= 1);
      for (float[] embedding : model.embed(BATCH)) {
        assertThat(deviation(embedding) * Math.sqrt(embedding.length))
            .isBetween(1 - 1e-5, 1 + 1e-5);
      }
    }
  }

  @Test
  void pixelsMayLieOnTheHeap() {
    byte[] bytes = new byte[BATCH.pixels().capacity()];
    BATCH.pixels().duplicate().get(bytes);
    ImageBatch heap = new ImageBatch(ByteBuffer.wrap(bytes), BATCH.images(), SIZE);
    try (TrainableModel model = b0(4, 1)) {
      assertThat(model.embed(heap)).isDeepEqualTo(model.embed(BATCH));
    }
  }

  @Test
  void aResumedModelGoesOnAsIfItHadNeverStopped() throws IOException {
    Path file = folder.resolve("checkpoint.safetensors");
    try (TrainableModel steady = b0(4, 1);
        TrainableModel resumed = b0(4, 2)) {
      trainStep(steady, BATCH, LABELS, RATE);
      trainStep(steady, BATCH, LABELS, RATE);
      steady.save(file, Map.of("epoch", "2"));
      resumed.load(file, LoadMode.RESUME);
      for (int i = 0; i < 3; i++) {
        assertThat(trainStep(resumed, BATCH, LABELS, RATE))
            .isEqualTo(trainStep(steady, BATCH, LABELS, RATE));
      }
      assertThat(resumed.values("feat.weight")).isEqualTo(steady.values("feat.weight"));
      assertThat(resumed.embed(BATCH)).isDeepEqualTo(steady.embed(BATCH));
    }
    try (Safetensors saved = Safetensors.open(file)) {
      assertThat(saved.metadata()).containsEntry("epoch", "2");
      assertThat(saved.floats("adam.step")).containsExactly(2);
    }
  }

  @Test
  void theNextStageKeepsAllWeightsButStartsItsOptimiserAnew() throws IOException {
    Path file = folder.resolve("stage.safetensors");
    try (TrainableModel earlier = b0(4, 1);
        TrainableModel later = b0(4, 2)) {
      trainStep(earlier, BATCH, LABELS, RATE);
      earlier.save(file, Map.of());
      later.load(file, LoadMode.STRICT);
      assertThat(later.embed(BATCH)).isDeepEqualTo(earlier.embed(BATCH));
      assertThat(later.values(LandmarkNetwork.HEAD))
          .isEqualTo(earlier.values(LandmarkNetwork.HEAD));
      later.save(file, Map.of());
    }
    try (Safetensors saved = Safetensors.open(file)) {
      assertThat(saved.floats("adam.step")).containsExactly(0);
      assertThat(saved.floats("adam.exp_avg.feat.bias")).containsOnly(0);
    }
  }

  @Test
  void aStageWithOtherClassesKeepsItsOwnHead() throws IOException {
    Path file = folder.resolve("stage.safetensors");
    try (TrainableModel earlier = b0(9, 1);
        TrainableModel later = b0(4, 2)) {
      trainStep(earlier, BATCH, LABELS, RATE);
      earlier.save(file, Map.of());
      float[] head = later.values(LandmarkNetwork.HEAD);
      assertInvalid(() -> later.load(file, LoadMode.STRICT), "metric_classify.weight");
      later.load(file, LoadMode.WITHOUT_HEAD);
      assertThat(later.values(LandmarkNetwork.HEAD)).isEqualTo(head);
      assertThat(later.embed(BATCH)).isDeepEqualTo(earlier.embed(BATCH));
    }
  }

  @Test
  void weightsOfAnotherArchitectureAreRefusedAndChangeNothing() throws IOException {
    Path file = folder.resolve("b1.safetensors");
    LandmarkNetwork deeper = Architectures.byName("tf_efficientnet_b1");
    try (TrainableModel b1 = TrainableModel.create(deeper, new double[4], 1, 2);
        TrainableModel b0 = b0(4, 2)) {
      b1.save(file, Map.of());
      float[] stem = b0.values("enet.conv_stem.weight");
      assertInvalid(() -> b0.load(file, LoadMode.STRICT), "another architecture");
      assertThat(b0.values("enet.conv_stem.weight")).isEqualTo(stem);
      b0.save(file, Map.of());
      assertInvalid(() -> b1.load(file, LoadMode.WITHOUT_HEAD), "lacks tensor");
    }
  }

  private static void assertInvalid(ThrowingCallable load, String reason) {
    assertThatThrownBy(load)
        .isInstanceOf(CairnException.class)
        .hasMessageContaining(reason)
        .extracting(e -> ((CairnException) e).code())
        .isEqualTo(ErrorCode.MODEL_INVALID);
  }

  @Test
  void aLossThatExplodesStopsTheStepBeforeItChangesWeights() {
    try (TrainableModel model = b0(4, 1)) {
      trainStep(model, BATCH, LABELS, Double.POSITIVE_INFINITY);
      float[] before = model.values("feat.weight");
      assertThatThrownBy(() -> trainStep(model, BATCH, LABELS, RATE))
          .isInstanceOf(CairnException.class)
          .extracting(e -> ((CairnException) e).code())
          .isEqualTo(ErrorCode.LOSS_NOT_FINITE);
      assertThat(model.values("feat.weight")).isEqualTo(before);
    }
  }

  @Test
  void aBatchWithTooFewPixelsIsRefused() {
    assertThatThrownBy(() -> new ImageBatch(ByteBuffer.allocate(100), 2, 32))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 images of 32 px need 6144 bytes, not 100");
  }
}
