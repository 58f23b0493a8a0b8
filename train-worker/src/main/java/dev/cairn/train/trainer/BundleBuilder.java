package dev.cairn.train.trainer;

import dev.cairn.pipeline.bundle.Manifest;
import dev.cairn.train.checkpoint.EpochMetrics;
import dev.cairn.train.dataset.StageData;
import dev.cairn.train.model.BundleFolder;
import dev.cairn.train.net.LandmarkNetwork;
import dev.cairn.train.onnx.OnnxExporter;
import dev.cairn.train.torch.TrainableModel;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

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
    BundleFolder folder = BundleFolder.empty(job.folder().bundle());
    double parityError = folder.writeNetwork(model, job.recipe().imageSize());
    folder.writeHead(model, data.classes(), data.imageCounts());
    folder.write(manifest(model, job, metrics));
    return parityError;
  }

  /** A checkpoint file has no bundle's digest, so its own tells where the weights come from. */
  private static Map<String, String> options(TrainerJob job) {
    Map<String, String> options = job.recipe().options();
    if (job.parent().orElse(null) instanceof Parent.OfFile file) {
      options.put("loadFromSha256", file.digest());
    }
    return options;
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
        job.parent().flatMap(Parent::bundleDigest),
        job.recipe().stageId(),
        options(job),
        metrics);
  }
}
