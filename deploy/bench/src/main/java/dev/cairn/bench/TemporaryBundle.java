package dev.cairn.bench;

import dev.cairn.pipeline.bundle.Bundle;
import dev.cairn.pipeline.bundle.FolderBundleStore;
import dev.cairn.pipeline.bundle.Manifest;
import dev.cairn.train.dataset.ClassMap;
import dev.cairn.train.model.BundleFolder;
import dev.cairn.train.net.Architectures;
import dev.cairn.train.net.LandmarkNetwork;
import dev.cairn.train.onnx.OnnxExporter;
import dev.cairn.train.torch.TrainableModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A published bundle of a network with new weights; its store goes when it is closed. */
record TemporaryBundle(TemporaryFolder folder, Bundle bundle) implements AutoCloseable {

  static TemporaryBundle of(String architecture, int imageSize) throws IOException {
    TemporaryFolder folder = TemporaryFolder.make();
    BundleFolder files = BundleFolder.empty(folder.path().resolve("bundle"));
    double[] oneClass = {0.05};
    try (TrainableModel model =
        TrainableModel.create(Architectures.byName(architecture), oneClass, 1, 1)) {
      files.writeNetwork(model, imageSize);
      files.writeHead(model, ClassMap.ascending(List.of("landmark")), new int[] {1});
    }
    files.write(manifest(architecture, imageSize));
    Bundle bundle = new FolderBundleStore(store(folder)).publish(files.path());
    return new TemporaryBundle(folder, bundle);
  }

  private static Manifest manifest(String architecture, int imageSize) {
    return new Manifest(
        "bench",
        architecture,
        imageSize,
        LandmarkNetwork.DIMENSION,
        1,
        LandmarkNetwork.SUB_CENTRES,
        OnnxExporter.INPUT,
        OnnxExporter.OUTPUT,
        Optional.empty(),
        "bench",
        Map.of(),
        Map.of());
  }

  /** The store that holds it. */
  Path store() {
    return store(folder);
  }

  private static Path store(TemporaryFolder folder) {
    return folder.path().resolve("store");
  }

  @Override
  public void close() throws IOException {
    folder.close();
  }
}
