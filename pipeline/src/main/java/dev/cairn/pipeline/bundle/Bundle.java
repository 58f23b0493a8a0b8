package dev.cairn.pipeline.bundle;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A model as it is served.
 *
 * @param digest 64 lower-case hex digits over the digests of its files
 * @param folder where the files lie
 * @param manifest what it is
 */
public record Bundle(String digest, Path folder, Manifest manifest) {

  /** uint8 NHWC RGB pixels in, L2-normalised embedding out. */
  public Path model() {
    return folder.resolve("model.onnx");
  }

  /**
   * The network's tensors by their own names: weights, running means and variances, without the
   * head. A bundle that lacks it can be served, but no training can start from it.
   */
  public Optional<Path> weights() {
    return Optional.of(folder.resolve("weights.safetensors")).filter(Files::exists);
  }

  /** Tensor {@code weight}, float32 {@code [classes, 3, 512]}, not normalised. */
  public Path head() {
    return folder.resolve("head.safetensors");
  }

  /** {@code index,landmark_id,images} in the order of the head's rows. */
  public Path classes() {
    return folder.resolve("classes.csv");
  }
}
