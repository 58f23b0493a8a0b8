package dev.cairn.train.trainer;

import dev.cairn.pipeline.bundle.Manifest;
import dev.cairn.pipeline.bundle.ManifestFile;
import dev.cairn.pipeline.tensor.Safetensors;
import dev.cairn.pipeline.tensor.Tensor;
import dev.cairn.train.checkpoint.EpochMetrics;
import dev.cairn.train.dataset.ClassesFile;
import dev.cairn.train.dataset.StageData;
import dev.cairn.train.net.LandmarkNetwork;
import dev.cairn.train.onnx.ExportParity;
import dev.cairn.train.onnx.OnnxExporter;
import dev.cairn.train.torch.TrainableModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Turns a trained model into the files of a bundle. */
final class BundleBuilder {

  private BundleBuilder() {}

  /**
   * Writes the bundle into the stage's folder. Only what follows from the training goes into it, no
   * times, so that a stage exported again gives the same bundle.
   *
   * @return the largest difference between the model and its export
   */
  static double build(TrainableModel model, StageData data, TrainerJob job, EpochMetrics metrics)
      throws IOException {
    Path folder = job.folder().bundle();
    clear(folder);
    Path onnx = folder.resolve("model.onnx");
    OnnxExporter.export(model.network(), model::values, job.recipe().imageSize(), onnx);
    double parityError = ExportParity.check(model, job.recipe().imageSize(), onnx);
    model.saveWeights(folder.resolve("weights.safetensors"));
    writeHead(model, folder.resolve("head.safetensors"));
    ClassesFile.write(folder.resolve("classes.csv"), data);
    ManifestFile.write(folder, manifest(model, job, metrics));
    return parityError;
  }

  private static void clear(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  private static void writeHead(TrainableModel model, Path file) throws IOException {
    float[] values = model.values(LandmarkNetwork.HEAD);
    Tensor weight =
        Tensor.ofFloats(
            values, model.classes(), LandmarkNetwork.SUB_CENTRES, LandmarkNetwork.DIMENSION);
    Safetensors.write(file, Map.of(), Map.of("weight", weight));
  }

  private static Manifest manifest(TrainableModel model, TrainerJob job, EpochMetrics last) {
    Map<String, Double> metrics = new TreeMap<>();
    metrics.put("trainLoss", last.training().loss());
    metrics.put("validationLoss", last.validation().loss());
    metrics.put("accuracy", last.validation().accuracy());
    metrics.put("gap", last.validation().gap());
    metrics.values().removeIf(value -> value.isNaN());
    return new Manifest(
        job.recipe().modelName(),
        job.recipe().architecture(),
        job.recipe().imageSize(),
        LandmarkNetwork.DIMENSION,
        model.classes(),
        LandmarkNetwork.SUB_CENTRES,
        OnnxExporter.INPUT,
        OnnxExporter.OUTPUT,
        job.parent().map(Parent::bundleDigest),
        job.recipe().stageId(),
        job.recipe().options(),
        metrics);
  }
}
