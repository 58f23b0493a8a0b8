package dev.cairn.train.model;

import dev.cairn.pipeline.bundle.Bundle;
import dev.cairn.pipeline.bundle.FolderBundleStore;
import dev.cairn.pipeline.bundle.Manifest;
import dev.cairn.pipeline.file.Sha256;
import dev.cairn.pipeline.tensor.DType;
import dev.cairn.pipeline.tensor.Tensor;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.train.net.Architectures;
import dev.cairn.train.net.LandmarkNetwork;
import dev.cairn.train.onnx.OnnxExporter;
import dev.cairn.train.torch.LoadMode;
import dev.cairn.train.torch.TrainableModel;
import dev.cairn.train.weights.NetworkWeights;
import dev.cairn.train.weights.file.CheckpointFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Turns a checkpoint file into a bundle that can be served, and trained on from.
 *
 * @param file of a format that {@link CheckpointFile} knows
 * @param architecture a name in {@link Architectures}
 * @param modelName for people
 * @param imageSize width and height in pixels that the bundle takes
 * @param classes names the landmarks of the head, see {@link ImportedClasses#read}; without it the
 *     head is left behind
 * @param seed of the layer between backbone and embedding where the file has none
 * @param threads that libtorch uses
 */
public record ModelImport(
    Path file,
    String architecture,
    String modelName,
    int imageSize,
    Optional<Path> classes,
    long seed,
    int threads) {

  /**
   * What came of it.
   *
   * @param parityError largest difference between the network and its export
   */
  public record Imported(Bundle bundle, double parityError) {}

  /**
   * Imports into the folder that all workers share.
   *
   * @throws CairnException when the file does not fit or cannot be read; the store is as before
   */
  public Imported into(Path store) throws IOException {
    LandmarkNetwork network = Architectures.byName(architecture);
    try (NetworkWeights weights = NetworkWeights.of(file, network)) {
      ImportedClasses named =
          classes.isPresent() ? ImportedClasses.read(classes.get()) : ImportedClasses.NONE;
      Tensor head = head(weights, named.images().length);
      Files.createDirectories(store);
      BundleFolder folder = new BundleFolder(Files.createTempDirectory(store, ".import"));
      try {
        double parityError = write(network, weights, folder);
        folder.writeHead(head, named.classes(), named.images());
        folder.write(manifest(weights, named.images().length));
        Bundle bundle = new FolderBundleStore(store).publish(folder.path());
        return new Imported(bundle, parityError);
      } finally {
        folder.delete();
      }
    }
  }

  private Tensor head(NetworkWeights weights, int landmarks) {
    if (classes.isPresent() && weights.headClasses() != landmarks) {
      throw new CairnException(
          ErrorCode.MODEL_INVALID,
          "%s lists %d landmarks, the head of %s has %d: give the list that it was trained with, or none"
              .formatted(classes.get(), landmarks, file, weights.headClasses()));
    }
    long[] shape = {landmarks, LandmarkNetwork.SUB_CENTRES, LandmarkNetwork.DIMENSION};
    MemorySegment rows =
        landmarks == 0 ? MemorySegment.NULL : weights.tensors().get(LandmarkNetwork.HEAD).data();
    return new Tensor(DType.F32, shape, rows);
  }

  /** The head needs no libtorch, so the model here has none. */
  private double write(LandmarkNetwork network, NetworkWeights weights, BundleFolder folder)
      throws IOException {
    try (TrainableModel model = TrainableModel.create(network, new double[0], seed, threads)) {
      model.load(weights.source(), weights.tensors(), modeWithoutHead(weights));
      return folder.writeNetwork(model, imageSize);
    }
  }

  private static LoadMode modeWithoutHead(NetworkWeights weights) {
    return weights.mode() == LoadMode.BACKBONE ? LoadMode.BACKBONE : LoadMode.WITHOUT_HEAD;
  }

  private Manifest manifest(NetworkWeights weights, int landmarks) throws IOException {
    Map<String, String> recipe = new TreeMap<>();
    recipe.put("importedFile", file.getFileName().toString());
    recipe.put("importedSha256", Sha256.of(file));
    if (weights.mode() == LoadMode.BACKBONE) {
      recipe.put("featSeed", Long.toString(seed));
    }
    return new Manifest(
        modelName,
        architecture,
        imageSize,
        LandmarkNetwork.DIMENSION,
        landmarks,
        LandmarkNetwork.SUB_CENTRES,
        OnnxExporter.INPUT,
        OnnxExporter.OUTPUT,
        Optional.empty(),
        "import",
        recipe,
        Map.of());
  }
}
