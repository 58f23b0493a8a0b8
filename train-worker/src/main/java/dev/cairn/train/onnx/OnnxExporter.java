package dev.cairn.train.onnx;

import dev.cairn.train.torch.TrainableModel;
import java.io.IOException;
import java.nio.file.Path;

/** Writes the network of a trained model as an ONNX graph, without its head. */
public final class OnnxExporter {

  /** uint8 RGB {@code [batch, imageSize, imageSize, 3]}. */
  public static final String INPUT = "pixels";

  /** Float32 {@code [batch, 512]}, L2-normalised. */
  public static final String OUTPUT = "embedding";

  private OnnxExporter() {}

  /**
   * @param imageSize width and height in pixels that the graph takes
   */
  public static void export(TrainableModel model, int imageSize, Path file) throws IOException {
    throw new UnsupportedOperationException();
  }
}
