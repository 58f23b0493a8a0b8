package dev.cairn.train.model;

import dev.cairn.pipeline.bundle.Bundle;
import dev.cairn.pipeline.file.AtomicFile;
import dev.cairn.pipeline.tensor.Safetensors;
import dev.cairn.train.weights.NetworkWeights;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;

/** What a bundle gives to other programs. */
public enum ModelExport {
  /** uint8 RGB pixels to L2-normalised embeddings. */
  ONNX {
    @Override
    public void write(Bundle bundle, Path file) throws IOException {
      AtomicFile.write(
          file,
          target -> {
            try (FileChannel graph = FileChannel.open(bundle.model(), StandardOpenOption.READ)) {
              for (long at = 0; at < graph.size(); ) {
                at += graph.transferTo(at, graph.size() - at, target);
              }
            }
          });
    }
  },

  /** Network and head by the names of the original solution's checkpoints. */
  SAFETENSORS {
    @Override
    public void write(Bundle bundle, Path file) throws IOException {
      Map<String, String> metadata = new TreeMap<>();
      metadata.put("architecture", bundle.manifest().architecture());
      metadata.put("imageSize", Integer.toString(bundle.manifest().imageSize()));
      metadata.put("bundle", bundle.digest());
      try (NetworkWeights weights = NetworkWeights.of(bundle)) {
        Safetensors.write(file, metadata, weights.tensors());
      }
    }
  };

  /**
   * Writes a file, atomically.
   *
   * @param bundle opened, so its files have their digests
   */
  public abstract void write(Bundle bundle, Path file) throws IOException;
}
