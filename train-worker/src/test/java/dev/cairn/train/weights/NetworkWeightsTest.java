package dev.cairn.train.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.pipeline.tensor.DType;
import dev.cairn.pipeline.tensor.Safetensors;
import dev.cairn.pipeline.tensor.Tensor;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.train.net.Architectures;
import dev.cairn.train.net.LandmarkNetwork;
import dev.cairn.train.torch.FormulaModel;
import dev.cairn.train.torch.LoadMode;
import dev.cairn.train.torch.TrainableModel;
import dev.cairn.train.weights.file.PthWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints of b0 with the formula's weights, under the names that others give them. */
class NetworkWeightsTest {
  private static final String ARCHITECTURE = "tf_efficientnet_b0";
  private static final LandmarkNetwork B0 = Architectures.byName(ARCHITECTURE);
  private static final String STEM = "enet.conv_stem.weight";
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  @TempDir Path folder;

  @Test
  void aCheckpointOfTheOriginalGivesTheWholeModel() throws IOException {
    Path file = folder.resolve("b0_fold0.pth");
    PthWriter.legacy(file, renamed(name -> "module." + name));
    try (NetworkWeights weights = NetworkWeights.of(file, B0);
        TrainableModel loaded = model(FormulaModel.CLASSES);
        TrainableModel expected = FormulaModel.create(ARCHITECTURE, new double[10])) {
      assertThat(weights.mode()).isEqualTo(LoadMode.STRICT);
      loaded.load(weights.source(), weights.tensors(), weights.mode());
      assertThat(loaded.embed(FormulaModel.images(32)))
          .isDeepEqualTo(expected.embed(FormulaModel.images(32)));
      assertThat(loaded.values(LandmarkNetwork.HEAD))
          .isEqualTo(expected.values(LandmarkNetwork.HEAD));
    }
  }

  @Test
  void anImageNetCheckpointGivesTheBackboneAndLeavesTheRestNew() throws IOException {
    Map<String, Tensor> tensors = backbone();
    tensors.put("classifier.weight", Tensor.ofFloats(new float[20], 10, 2));
    tensors.put("classifier.bias", Tensor.ofFloats(new float[10], 10));
    Path file = folder.resolve("tf_efficientnet_b0.pth");
    PthWriter.zip(file, tensors);
    try (NetworkWeights weights = NetworkWeights.of(file, B0);
        TrainableModel fresh = model(2);
        TrainableModel loaded = model(2)) {
      assertThat(weights.mode()).isEqualTo(LoadMode.BACKBONE);
      loaded.load(weights.source(), weights.tensors(), weights.mode());
      assertThat(loaded.values(STEM)).isEqualTo(tensors.get("conv_stem.weight").floats());
      assertThat(loaded.values("feat.weight")).isEqualTo(fresh.values("feat.weight"));
    }
    assertThat(match(file).leftOut()).containsExactly("classifier.weight", "classifier.bias");
    assertThat(match(file).feat()).isFalse();
  }

  @Test
  void halfPrecisionIsWidened() throws IOException {
    Map<String, Tensor> tensors = backbone();
    float[] values = tensors.get("conv_stem.weight").floats();
    tensors.replaceAll((_, tensor) -> tensor.type() == DType.F32 ? half(tensor) : tensor);
    Path file = folder.resolve("half.pth");
    PthWriter.zip(file, tensors);
    try (NetworkWeights weights = NetworkWeights.of(file, B0)) {
      Tensor stem = weights.tensors().get(STEM);
      assertThat(stem.type()).isEqualTo(DType.F32);
      assertThat(stem.floats()).containsExactly(values, Offset.offset(1e-3f));
      assertThat(stem.floats()[0]).isEqualTo(Float.float16ToFloat(Float.floatToFloat16(values[0])));
    }
  }

  @Test
  void countersAreNotNeeded() throws IOException {
    Map<String, Tensor> tensors = renamed(UnaryOperator.identity());
    tensors.keySet().removeIf(name -> name.endsWith("num_batches_tracked"));
    Path file = folder.resolve("plain.safetensors");
    Safetensors.write(file, Map.of(), tensors);
    try (NetworkWeights weights = NetworkWeights.of(file, B0)) {
      assertThat(weights.tensors().get("enet.bn1.num_batches_tracked").type()).isEqualTo(DType.I64);
    }
  }

  @Test
  void saysWhatIsMissingUnexpectedAndOfTheWrongShape() throws IOException {
    Map<String, Tensor> tensors = renamed(UnaryOperator.identity());
    tensors.remove("enet.bn2.bias");
    tensors.put("enet.bn1.bias", Tensor.ofFloats(new float[7], 7));
    tensors.put("enet.bn1.weight", new Tensor(DType.U8, new long[] {32}, zeros(32)));
    tensors.put("module.enet.conv_head.weight", tensors.get("enet.conv_head.weight"));
    tensors.put("ema_decay", Tensor.ofFloats(new float[1], 1));
    Path file = folder.resolve("odd.safetensors");
    Safetensors.write(file, Map.of(), tensors);
    MatchReport report = match(file);
    assertThat(report.fits()).isFalse();
    assertThat(report.missing()).containsExactly("enet.bn2.bias");
    assertThat(report.unexpected()).containsExactly("ema_decay");
    assertThat(report.conflicts())
        .containsExactlyInAnyOrder(
            "enet.conv_head.weight is there twice",
            "enet.bn1.weight is U8[32] and should be F32[32]",
            "enet.bn1.bias is F32[7] and should be F32[32]");
    assertThat(report.lines())
        .contains(
            "missing      enet.bn2.bias", "unexpected   ema_decay", "head         10 classes");
    assertInvalid(file, "does not fit " + ARCHITECTURE);
  }

  @Test
  void aCheckpointOfAnotherArchitectureDoesNotFit() throws IOException {
    Path file = folder.resolve("b0.safetensors");
    Safetensors.write(file, Map.of(), backbone());
    assertThatThrownBy(() -> NetworkWeights.of(file, Architectures.byName("tf_efficientnet_b1")))
        .hasMessageContaining("enet.blocks.0.1.conv_dw.weight")
        .hasMessageContaining("more");
  }

  @Test
  void aHeadOfOtherSubCentresDoesNotFit() throws IOException {
    Map<String, Tensor> tensors = renamed(UnaryOperator.identity());
    tensors.put(LandmarkNetwork.HEAD, Tensor.ofFloats(new float[4 * 512], 4, 512));
    Path file = folder.resolve("head.safetensors");
    Safetensors.write(file, Map.of(), tensors);
    assertInvalid(
        file, "metric_classify.weight is F32[4, 512] and should be F32[classes * 3, 512]");
  }

  @Test
  void aCheckpointThatDivergedIsRefused() throws IOException {
    Map<String, Tensor> tensors = renamed(UnaryOperator.identity());
    float[] values = tensors.get("enet.bn1.bias").floats();
    values[3] = Float.NaN;
    tensors.put("enet.bn1.bias", Tensor.ofFloats(values, values.length));
    Path file = folder.resolve("diverged.safetensors");
    Safetensors.write(file, Map.of(), tensors);
    assertInvalid(file, "enet.bn1.bias has the value NaN");
  }

  private static TrainableModel model(int classes) {
    return TrainableModel.create(B0, new double[classes], 1, 1);
  }

  /** All tensors of the formula's model. */
  private static Map<String, Tensor> renamed(UnaryOperator<String> names) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    FormulaModel.tensors(B0).forEach((name, tensor) -> tensors.put(names.apply(name), tensor));
    return tensors;
  }

  /** As geffnet and timm name them: without the backbone's prefix. */
  private static Map<String, Tensor> backbone() {
    Map<String, Tensor> tensors = renamed(name -> name.replaceFirst("^enet\\.", ""));
    tensors.keySet().removeIf(n -> n.startsWith("feat.") || n.equals(LandmarkNetwork.HEAD));
    return tensors;
  }

  private static MatchReport match(Path file) throws IOException {
    return NetworkWeights.match(file, B0);
  }

  private static Tensor half(Tensor tensor) {
    float[] values = tensor.floats();
    MemorySegment data = zeros(values.length * Short.BYTES);
    for (int i = 0; i < values.length; i++) {
      data.set(SHORT, (long) i * Short.BYTES, Float.floatToFloat16(values[i]));
    }
    return new Tensor(DType.F16, tensor.shape(), data);
  }

  private static MemorySegment zeros(int bytes) {
    return MemorySegment.ofArray(new byte[bytes]);
  }

  private static void assertInvalid(Path file, String words) {
    assertThatThrownBy(() -> NetworkWeights.of(file, B0))
        .hasMessageContaining(words)
        .isInstanceOfSatisfying(
            CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_INVALID));
  }
}
