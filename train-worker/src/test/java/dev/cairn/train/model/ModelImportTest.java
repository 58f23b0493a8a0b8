package dev.cairn.train.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.pipeline.bundle.Bundle;
import dev.cairn.pipeline.bundle.FolderBundleStore;
import dev.cairn.pipeline.file.Sha256;
import dev.cairn.pipeline.tensor.Safetensors;
import dev.cairn.pipeline.tensor.Tensor;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.train.net.Architectures;
import dev.cairn.train.net.LandmarkNetwork;
import dev.cairn.train.torch.FormulaModel;
import dev.cairn.train.torch.LoadMode;
import dev.cairn.train.torch.TrainableModel;
import dev.cairn.train.weights.NetworkWeights;
import dev.cairn.train.weights.file.PthWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a checkpoint file into the store and out again, with b0 and the formula's weights. */
class ModelImportTest {
  private static final String ARCHITECTURE = "tf_efficientnet_b0";
  private static final LandmarkNetwork B0 = Architectures.byName(ARCHITECTURE);
  private static final int SIZE = 33;

  @TempDir Path folder;
  private Path store;
  private Path checkpoint;

  @BeforeEach
  void writeACheckpointOfTheOriginal() throws IOException {
    store = folder.resolve("store");
    checkpoint = folder.resolve("b0_fold0.pth");
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    FormulaModel.tensors(B0).forEach((name, tensor) -> tensors.put("module." + name, tensor));
    PthWriter.zip(checkpoint, tensors);
  }

  @Test
  void aCheckpointOfTheOriginalBecomesABundleThatGivesItsEmbeddings() throws IOException {
    ModelImport.Imported imported = imported(Optional.of(classes(10)));

    Bundle bundle = new FolderBundleStore(store).open(imported.bundle().digest());
    assertThat(imported.parityError()).isPositive().isLessThan(1e-5);
    assertThat(ModelVerification.parityError(bundle, 1)).isEqualTo(imported.parityError());
    assertThat(bundle.manifest().classes()).isEqualTo(10);
    assertThat(bundle.manifest().recipe())
        .containsEntry("importedFile", "b0_fold0.pth")
        .containsEntry("importedSha256", Sha256.of(checkpoint))
        .doesNotContainKey("featSeed");
    assertThat(bundle.classes()).content().startsWith("index,landmark_id,images\n0,p0,1\n");
    try (NetworkWeights weights = NetworkWeights.of(bundle);
        TrainableModel loaded = TrainableModel.create(B0, new double[10], 3, 1);
        TrainableModel expected = FormulaModel.create(ARCHITECTURE, new double[10])) {
      loaded.load(weights.source(), weights.tensors(), LoadMode.STRICT);
      assertThat(loaded.embed(FormulaModel.images(SIZE)))
          .isDeepEqualTo(expected.embed(FormulaModel.images(SIZE)));
      assertThat(loaded.values(LandmarkNetwork.HEAD))
          .isEqualTo(expected.values(LandmarkNetwork.HEAD));
    }
    assertThat(imported(Optional.of(classes(10))).bundle().digest())
        .as("the same import again")
        .isEqualTo(bundle.digest());
  }

  @Test
  void withoutNamesForItsClassesTheHeadIsLeftBehind() throws IOException {
    Bundle bundle = imported(Optional.empty()).bundle();
    assertThat(bundle.manifest().classes()).isZero();
    assertThat(bundle.classes()).hasContent("index,landmark_id,images");
    try (Safetensors head = Safetensors.open(bundle.head());
        NetworkWeights weights = NetworkWeights.of(bundle)) {
      assertThat(head.shape("weight")).containsExactly(0, 3, 512);
      assertThat(weights.mode()).isEqualTo(LoadMode.WITHOUT_HEAD);
    }
  }

  @Test
  void aBackboneGetsANewLayerFromTheSeed() throws IOException {
    Map<String, Tensor> tensors = FormulaModel.tensors(B0);
    tensors.keySet().removeIf(name -> !name.startsWith("enet."));
    Safetensors.write(checkpoint, Map.of(), tensors);
    Bundle bundle = imported(Optional.empty()).bundle();
    assertThat(bundle.manifest().recipe()).containsEntry("featSeed", "7");
    try (NetworkWeights weights = NetworkWeights.of(bundle);
        TrainableModel fresh = TrainableModel.create(B0, new double[0], 7, 1)) {
      assertThat(weights.tensors().get("feat.weight").floats())
          .isEqualTo(fresh.values("feat.weight"));
    }
  }

  @Test
  void theClassesOfTheOriginalFollowFromItsTrainingRows() throws IOException {
    StringBuilder rows = new StringBuilder("id,landmark_id\nx,10\n");
    for (int i = 0; i < 10; i++) {
      rows.append("photo").append(i).append(',').append(i * 5).append('\n');
    }
    Path csv = Files.writeString(folder.resolve("train.csv"), rows);
    Bundle bundle = imported(Optional.of(csv)).bundle();
    assertThat(bundle.classes())
        .content()
        .startsWith("index,landmark_id,images\n0,0,1\n1,5,1\n2,10,2\n3,15,1\n");
  }

  @Test
  void anotherNumberOfClassesIsRefusedAndLeavesNothing() throws IOException {
    assertInvalid(classes(9), "lists 9 landmarks, the head of");
    assertInvalid(classes(9), "has 10");
    assertInvalid(Files.writeString(folder.resolve("odd.csv"), "id,name\na,b\n"), "landmark_id");
    Path twice = folder.resolve("twice.csv");
    Files.writeString(twice, "index,landmark_id,images\n0,a,1\n1,a,1\n");
    assertInvalid(twice, "row 2");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).doesNotContain(store);
    }
  }

  @Test
  void anExportComesBackAsTheSameModel() throws IOException {
    Bundle bundle = imported(Optional.of(classes(10))).bundle();
    Path weights = folder.resolve("b0.safetensors");
    Path onnx = folder.resolve("b0.onnx");
    ModelExport.SAFETENSORS.write(bundle, weights);
    ModelExport.ONNX.write(bundle, onnx);

    assertThat(onnx).hasSameBinaryContentAs(bundle.model());
    try (Safetensors file = Safetensors.open(weights)) {
      assertThat(file.metadata())
          .containsEntry("architecture", ARCHITECTURE)
          .containsEntry("bundle", bundle.digest());
      assertThat(file.names()).containsAll(FormulaModel.tensors(B0).keySet());
    }
    checkpoint = weights;
    Bundle back = imported(Optional.of(classes(10))).bundle();
    assertThat(back.weights().orElseThrow()).hasSameBinaryContentAs(bundle.weights().orElseThrow());
    assertThat(back.head()).hasSameBinaryContentAs(bundle.head());
  }

  @Test
  void aGraphOfOtherWeightsDoesNotVerify() throws IOException {
    Bundle bundle = imported(Optional.empty()).bundle();
    try (TrainableModel other = TrainableModel.create(B0, new double[0], 5, 1)) {
      other.saveWeights(bundle.weights().orElseThrow());
    }
    assertThatThrownBy(() -> ModelVerification.parityError(bundle, 1))
        .isInstanceOfSatisfying(
            CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.EXPORT_PARITY));
  }

  private ModelImport.Imported imported(Optional<Path> classes) throws IOException {
    return new ModelImport(checkpoint, ARCHITECTURE, "b0", SIZE, classes, 7, 1).into(store);
  }

  private Path classes(int count) throws IOException {
    StringBuilder lines = new StringBuilder("index,landmark_id,images\n");
    for (int i = 0; i < count; i++) {
      lines.append("%d,p%d,%d\n".formatted(i, i, i + 1));
    }
    return Files.writeString(folder.resolve("classes%d.csv".formatted(count)), lines);
  }

  private void assertInvalid(Path classes, String words) {
    assertThatThrownBy(() -> imported(Optional.of(classes)))
        .hasMessageContaining(words)
        .isInstanceOfSatisfying(
            CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_INVALID));
  }
}
