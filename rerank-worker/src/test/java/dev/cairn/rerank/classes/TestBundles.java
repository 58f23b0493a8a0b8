package dev.cairn.rerank.classes;

import dev.cairn.pipeline.bundle.Bundle;
import dev.cairn.pipeline.bundle.BundleStore;
import dev.cairn.pipeline.bundle.FolderBundleStore;
import dev.cairn.pipeline.bundle.Manifest;
import dev.cairn.pipeline.bundle.ManifestFile;
import dev.cairn.pipeline.tensor.Safetensors;
import dev.cairn.pipeline.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Bundles that have a head and a class list, but no network. */
public final class TestBundles {
  private final Path folder;
  private final FolderBundleStore store;

  public TestBundles(Path folder) {
    this.folder = folder;
    this.store = new FolderBundleStore(folder);
  }

  public BundleStore store() {
    return store;
  }

  /**
   * Publishes a bundle.
   *
   * @param weight {@code [classes][sub-centres][dimension]}
   */
  public Bundle publish(List<String> landmarkIds, float[][][] weight) throws IOException {
    float[] values = new float[weight.length * weight[0].length * weight[0][0].length];
    int at = 0;
    for (float[][] subCentres : weight) {
      for (float[] subCentre : subCentres) {
        System.arraycopy(subCentre, 0, values, at, subCentre.length);
        at += subCentre.length;
      }
    }
    return publish(
        landmarkIds, Tensor.ofFloats(values, weight.length, weight[0].length, weight[0][0].length));
  }

  /** Publishes a bundle with any tensor for its head. */
  public Bundle publish(List<String> landmarkIds, Tensor weight) throws IOException {
    StringBuilder classes = new StringBuilder("index,landmark_id,images\n");
    for (int i = 0; i < landmarkIds.size(); i++) {
      classes.append("%d,%s,1%n".formatted(i, landmarkIds.get(i)));
    }
    return publish(classes.toString(), weight);
  }

  /** Publishes a bundle with any text for its class list. */
  public Bundle publish(String classes, Tensor weight) throws IOException {
    Path bundle = Files.createTempDirectory(folder, "bundle");
    Files.write(bundle.resolve("model.onnx"), new byte[0]);
    Safetensors.write(bundle.resolve("head.safetensors"), Map.of(), Map.of("weight", weight));
    Files.writeString(bundle.resolve("classes.csv"), classes);
    ManifestFile.write(
        bundle,
        new Manifest(
            "test",
            "none",
            8,
            16,
            1,
            3,
            "pixels",
            "embedding",
            Optional.empty(),
            "stage",
            Map.of(),
            Map.of()));
    return store.publish(bundle);
  }
}
