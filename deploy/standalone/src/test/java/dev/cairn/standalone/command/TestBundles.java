package dev.cairn.standalone.command;

import dev.cairn.pipeline.bundle.FolderBundleStore;
import dev.cairn.pipeline.bundle.Manifest;
import dev.cairn.pipeline.bundle.ManifestFile;
import dev.cairn.standalone.up.WorkFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Bundles that a store takes, with a name for a graph. */
final class TestBundles {
  /** Of their embeddings. */
  static final int DIMENSION = 512;

  private TestBundles() {}

  /**
   * One for each stage, in the store of the work folder.
   *
   * @return their digests
   */
  static List<String> publish(Path work, String... stageIds) throws IOException {
    FolderBundleStore store = new FolderBundleStore(new WorkFolder(work).store());
    List<String> digests = new ArrayList<>();
    for (String stageId : stageIds) {
      Path folder = Files.createDirectories(work.resolve(stageId));
      for (String file : List.of("model.onnx", "head.safetensors", "classes.csv")) {
        Files.writeString(folder.resolve(file), file);
      }
      ManifestFile.write(folder, manifest(stageId));
      digests.add(store.publish(folder).digest());
    }
    return List.copyOf(digests);
  }

  private static Manifest manifest(String stageId) {
    return new Manifest(
        "b0",
        "nest50",
        64,
        DIMENSION,
        0,
        3,
        "pixels",
        "embedding",
        Optional.empty(),
        stageId,
        Map.of(),
        Map.of());
  }
}
