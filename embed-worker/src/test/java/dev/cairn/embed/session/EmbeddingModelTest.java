package dev.cairn.embed.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.cairn.pipeline.bundle.Bundle;
import dev.cairn.pipeline.bundle.BundleStore;
import dev.cairn.pipeline.bundle.EnsembleDigest;
import dev.cairn.pipeline.bundle.FolderBundleStore;
import dev.cairn.pipeline.bundle.VectorGroups;
import dev.cairn.schemas.avro.EnsemblePublished;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddingModelTest {
  private static final int SIZE = 4;
  private static final SessionSettings ONE_THREAD = SessionSettings.ofThreads(1);

  @TempDir Path folder;
  private BundleStore bundles;

  @BeforeEach
  void openStore() {
    bundles = new FolderBundleStore(folder.resolve("store"));
  }

  @Test
  void embedsEveryImageOfABatchInOrder() throws IOException {
    try (EmbeddingModel model = load(TinyModel.of(SIZE), 3)) {
      List<float[]> embeddings =
          model.embed(List.of(plain(10, 20, 30), plain(200, 2, 3), plain(255, 254, 253)));

      assertThat(embeddings).hasSize(3);
      assertThat(embeddings.get(0))
          .containsExactly(TinyModel.embeddingOf(10, 20, 30), within(1e-6f));
      assertThat(embeddings.get(1))
          .containsExactly(TinyModel.embeddingOf(200, 2, 3), within(1e-6f));
      assertThat(embeddings.get(2))
          .containsExactly(TinyModel.embeddingOf(255, 254, 253), within(1e-6f));
    }
  }

  @Test
  void embedsMoreThanItTakesAtOnce() throws IOException {
    try (EmbeddingModel model = load(TinyModel.of(SIZE), 2)) {
      List<float[]> embeddings =
          model.embed(List.of(plain(1, 2, 3), plain(4, 5, 6), plain(7, 8, 9)));

      assertThat(embeddings).hasSize(3);
      assertThat(embeddings.get(2)).containsExactly(TinyModel.embeddingOf(7, 8, 9), within(1e-6f));
    }
  }

  @Test
  void aModelOfLargerImagesTakesFewerAtOnce() throws IOException {
    String small = TinyModel.of(SIZE).publish(bundles, folder).digest();
    String large = TinyModel.of(2 * SIZE).publish(bundles, folder).digest();
    String huge = TinyModel.of(100 * SIZE).publish(bundles, folder).digest();
    BatchLimits eightSmall = new BatchLimits(6, 8 * SIZE * SIZE);

    try (Ensemble ensemble =
        Ensemble.load(published(small, large, huge), bundles, ONE_THREAD, eightSmall)) {
      assertThat(ensemble.models()).extracting(EmbeddingModel::batchLimit).containsExactly(6, 2, 1);
      assertThat(ensemble.batchLimit()).isEqualTo(6);
    }
  }

  @Test
  void forgetsTheBatchBefore() throws IOException {
    try (EmbeddingModel model = load(TinyModel.of(SIZE), 3)) {
      model.embed(List.of(plain(1, 2, 3), plain(4, 5, 6), plain(7, 8, 9)));

      List<float[]> second = model.embed(List.of(plain(40, 50, 60)));

      assertThat(second).hasSize(1);
      assertThat(second.get(0)).containsExactly(TinyModel.embeddingOf(40, 50, 60), within(1e-6f));
    }
  }

  @Test
  void keepsAnInfiniteImageFromItsNeighbours() throws IOException {
    try (EmbeddingModel model = load(TinyModel.of(SIZE), 2)) {
      List<float[]> embeddings = model.embed(List.of(plain(0, 0, 0), plain(10, 20, 30)));

      assertThat(embeddings.get(0)).contains(Float.NaN);
      assertThat(embeddings.get(1))
          .containsExactly(TinyModel.embeddingOf(10, 20, 30), within(1e-6f));
    }
  }

  @Test
  void refusesAGraphThatDoesNotKeepToItsManifest() {
    assertInvalid(() -> load(new TinyModel(SIZE, DataType.FLOAT, "pixels", "Log"), 1), "uint8");
    assertInvalid(() -> load(new TinyModel(SIZE, DataType.UINT8, "picture", "Log"), 1), "pixels");
  }

  @Test
  void refusesAModelThatGivesNoNumbers() {
    assertInvalid(() -> load(TinyModel.ofNoNumbers(SIZE), 1), "NaN or infinite");
  }

  @Test
  void refusesASizeThatWouldTakeAllMemory() {
    assertInvalid(() -> load(TinyModel.of(100_000), 1), "100000 pixels");
  }

  @Test
  void refusesAFileThatIsNoGraph() throws IOException {
    Bundle bundle = TinyModel.of(SIZE).publish(bundles, folder);
    Files.writeString(bundle.model(), "not a graph");

    assertInvalid(() -> EmbeddingModel.load(bundle, ONE_THREAD, images(1)), bundle.digest());
  }

  @Test
  void loadsAnEnsembleInItsOrder() throws IOException {
    String large = TinyModel.of(2 * SIZE).publish(bundles, folder).digest();
    String small = TinyModel.of(SIZE).publish(bundles, folder).digest();

    try (Ensemble ensemble =
        Ensemble.load(published(large, small), bundles, ONE_THREAD, images(1))) {
      assertThat(ensemble.digest()).isEqualTo(EnsembleDigest.of(List.of(large, small)));
      assertThat(ensemble.models())
          .extracting(EmbeddingModel::digest)
          .containsExactly(large, small);
      assertThat(ensemble.imageSizes()).containsExactlyInAnyOrder(SIZE, 2 * SIZE);
    }
  }

  @Test
  void refusesAnEnsembleThatIsNotWhatItsDigestSays() throws IOException {
    String bundle = TinyModel.of(SIZE).publish(bundles, folder).digest();
    var renamed =
        new EnsemblePublished("default", "0".repeat(64), List.of(bundle), null, List.of());

    assertInvalid(() -> Ensemble.load(renamed, bundles, ONE_THREAD, images(1)), "publish it again");
    assertInvalid(() -> Ensemble.load(published(), bundles, ONE_THREAD, images(1)), "0 bundles");
  }

  @Test
  void refusesGroupsThatDoNotFitItsModels() throws IOException {
    String bundle = TinyModel.of(SIZE).publish(bundles, folder).digest();
    for (List<Integer> groups : List.of(List.of(1), List.of(-1), List.of(0, 0))) {
      String digest = EnsembleDigest.of(List.of(bundle), new VectorGroups(groups));
      var ensemble = new EnsemblePublished("default", digest, List.of(bundle), null, groups);

      assertInvalid(
          () -> Ensemble.load(ensemble, bundles, ONE_THREAD, images(1)), "1 bundles in groups");
    }
  }

  @Test
  void refusesAnEnsembleWithAMissingBundle() throws IOException {
    String bundle = TinyModel.of(SIZE).publish(bundles, folder).digest();

    assertThatThrownBy(
            () -> Ensemble.load(published(bundle, "f".repeat(64)), bundles, ONE_THREAD, images(1)))
        .isInstanceOfSatisfying(
            CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_NOT_FOUND));
  }

  private static EnsemblePublished published(String... bundles) {
    return new EnsemblePublished(
        "default", EnsembleDigest.of(List.of(bundles)), List.of(bundles), null, List.of());
  }

  private static void assertInvalid(ThrowingCallable call, String reason) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_INVALID))
        .hasMessageContaining(reason);
  }

  private EmbeddingModel load(TinyModel model, int maxBatchImages) throws IOException {
    return EmbeddingModel.load(model.publish(bundles, folder), ONE_THREAD, images(maxBatchImages));
  }

  private static BatchLimits images(int maxImages) {
    return new BatchLimits(maxImages, 1 << 20);
  }

  private static byte[] plain(int red, int green, int blue) {
    byte[] pixels = new byte[SIZE * SIZE * 3];
    for (int i = 0; i < pixels.length; i += 3) {
      pixels[i] = (byte) red;
      pixels[i + 1] = (byte) green;
      pixels[i + 2] = (byte) blue;
    }
    return pixels;
  }
}
