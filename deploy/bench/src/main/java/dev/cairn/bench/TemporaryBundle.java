package dev.cairn.bench;

import dev.cairn.pipeline.bundle.Bundle;
import dev.cairn.pipeline.bundle.Manifest;
import dev.cairn.train.net.Architectures;
import dev.cairn.train.net.LandmarkNetwork;
import dev.cairn.train.onnx.OnnxExporter;
import dev.cairn.train.torch.TrainableModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A bundle of a network with new weights; its folder goes when it is closed. */
record TemporaryBundle(Bundle bundle) implements AutoCloseable {

  static TemporaryBundle of(String architecture, int imageSize) throws IOException {
    double[] oneClass = {0.05};
    Path folder = Files.createTempDirectory("cairn-bench");
    Manifest manifest =
        new Manifest(
            "bench",
            architecture,
            imageSize,
            LandmarkNetwork.DIMENSION,
            oneClass.length,
            LandmarkNetwork.SUB_CENTRES,
            OnnxExporter.INPUT,
            OnnxExporter.OUTPUT,
            Optional.empty(),
            "bench",
            Map.of(),
            Map.of());
    TemporaryBundle temporary = new TemporaryBundle(new Bundle("0".repeat(64), folder, manifest));
    try (TrainableModel model =
        TrainableModel.create(Architectures.byName(architecture), oneClass, 1, 1)) {
      OnnxExporter.export(model.network(), model::values, imageSize, temporary.bundle.model());
    }
    return temporary;
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(bundle.model());
    Files.delete(bundle.folder());
  }
}
