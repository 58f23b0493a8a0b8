package dev.cairn.train.model;

import dev.cairn.pipeline.bundle.Manifest;
import dev.cairn.pipeline.bundle.ManifestFile;
import dev.cairn.pipeline.tensor.Safetensors;
import dev.cairn.pipeline.tensor.Tensor;
import dev.cairn.train.dataset.ClassMap;
import dev.cairn.train.dataset.ClassesFile;
import dev.cairn.train.onnx.ExportParity;
import dev.cairn.train.onnx.OnnxExporter;
import dev.cairn.train.torch.TrainableModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** The folder that a bundle is made in, before the store takes it over. */
public record BundleFolder(Path path) {

  /** Starts with an empty folder. */
  public static BundleFolder empty(Path path) throws IOException {
    Files.createDirectories(path);
    BundleFolder folder = new BundleFolder(path);
    folder.clear();
    return folder;
  }

  private void clear() throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  /** Does nothing when the store has taken it. */
  void delete() throws IOException {
    if (Files.exists(path)) {
      clear();
      Files.delete(path);
    }
  }

  /**
   * Writes what is served and what training starts from.
   *
   * @return the largest difference between the model and its export
   * @throws dev.cairn.schemas.error.CairnException with {@code EXPORT_PARITY}
   */
  public double writeNetwork(TrainableModel model, int imageSize) throws IOException {
    Path onnx = path.resolve("model.onnx");
    OnnxExporter.export(model.network(), model::values, imageSize, onnx);
    double parityError = ExportParity.check(model, imageSize, onnx);
    model.saveWeights(path.resolve("weights.safetensors"));
    return parityError;
  }

  /**
   * Writes the classes. The head of many landmarks, which takes more than the Java heap has, goes
   * straight from libtorch's memory into its file.
   *
   * @param images of each class
   */
  public void writeHead(TrainableModel model, ClassMap classes, int[] images) throws IOException {
    model.saveHead(head());
    writeClasses(classes, images);
  }

  /**
   * The same for a head that no model has.
   *
   * @param weight float32 {@code [classes, 3, 512]}
   */
  void writeHead(Tensor weight, ClassMap classes, int[] images) throws IOException {
    Safetensors.write(head(), Map.of(), Map.of("weight", weight));
    writeClasses(classes, images);
  }

  private Path head() {
    return path.resolve("head.safetensors");
  }

  private void writeClasses(ClassMap classes, int[] images) throws IOException {
    ClassesFile.write(path.resolve("classes.csv"), classes, images);
  }

  public void write(Manifest manifest) throws IOException {
    ManifestFile.write(path, manifest);
  }
}
