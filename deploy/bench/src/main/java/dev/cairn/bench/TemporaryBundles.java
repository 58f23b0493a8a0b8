package dev.cairn.bench;

import dev.cairn.bench.measure.TemporaryFolder;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Published bundles of networks with new weights; their store goes when they are closed. */
record TemporaryBundles(TemporaryFolder folder, List<Bundle> bundles) implements AutoCloseable {

  /**
   * @param count how many of this architecture, each from a seed of its own
   */
  static TemporaryBundles of(String architecture, int imageSize, int count) throws IOException {
    TemporaryFolder folder = TemporaryFolder.make();
    List<Bundle> bundles = new ArrayList<>();
    for (int seed = 1; seed <= count; seed++) {
      bundles.add(publish(folder, architecture, imageSize, seed));
    }
    return new TemporaryBundles(folder, bundles);
  }

  private static Bundle publish(
      TemporaryFolder folder, String architecture, int imageSize, int seed) throws IOException {
    BundleFolder files = BundleFolder.empty(folder.path().resolve("bundle"));
    double[] oneClass = {0.05};
    try (TrainableModel model =
        TrainableModel.create(Architectures.byName(architecture), oneClass, seed, 1)) {
      files.writeNetwork(model, imageSize);
      files.writeHead(model, ClassMap.ascending(List.of("landmark")), new int[] {1});
    }
    files.write(manifest(architecture, imageSize));
    return new FolderBundleStore(store(folder)).publish(files.path());
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

  Bundle first() {
    return bundles.getFirst();
  }

  /** The store that holds them. */
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
