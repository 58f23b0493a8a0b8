package dev.cairn.pipeline.bundle;

import java.util.Map;
import java.util.Optional;

/**
 * {@code manifest.json} of a bundle.
 *
 * @param imageSize width and height in pixels that the model takes
 * @param dimension of the embedding
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
    Map<String, Double> metrics) {}
