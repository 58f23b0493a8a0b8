package dev.cairn.pipeline.bundle;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;

/**
 * {@code manifest.json} of a bundle.
 *
 * @param imageSize width and height in pixels that the model takes
 * @param dimension of the embedding
 * @param classes of the head; 0 for a network without one, which only embeds
 * @param inputName of the graph's pixels, uint8 {@code [batch, imageSize, imageSize, 3]}
 * @param outputName of the graph's embedding, float32 {@code [batch, dimension]}
 * @param parentDigest of the bundle whose weights it started from
 * @param stageId of the training stage that made it
 * @param recipe the options of that stage
 * @param metrics of its last epoch, such as {@code accuracy} and {@code gap}
 */
public record Manifest(
    String modelName,
    String architecture,
    int imageSize,
    int dimension,
    int classes,
    int subCentres,
    String inputName,
    String outputName,
    Optional<String> parentDigest,
    String stageId,
    Map<String, String> recipe,
    Map<String, Double> metrics) {

  public Manifest {
    requireNonNull(modelName, "modelName");
    requireNonNull(architecture, "architecture");
    requireNonNull(inputName, "inputName");
    requireNonNull(outputName, "outputName");
    requireNonNull(parentDigest, "parentDigest");
    requireNonNull(stageId, "stageId");
    recipe = Map.copyOf(recipe);
    metrics = Map.copyOf(metrics);
    if (imageSize < 1 || dimension < 1 || classes < 0 || subCentres < 1) {
      throw new IllegalArgumentException(
          "Sizes must be positive, classes may be 0: imageSize %d, dimension %d, classes %d, subCentres %d"
              .formatted(imageSize, dimension, classes, subCentres));
    }
  }

  /** The architecture without the number of its size, such as {@code tf_efficientnet}. */
  public String family() {
    return architecture.replaceFirst("(_b)?[0-9]+$", "");
  }
}
