package dev.cairn.train.onnx;

import dev.cairn.train.torch.TrainableModel;
import java.io.IOException;
import java.nio.file.Path;

/** Proves that an export gives the embeddings of the model it was made from. */
public final class ExportParity {

  /** Largest difference allowed between two values of an embedding. */
  public static final double TOLERANCE = 1e-4;

  private ExportParity() {}

  /**
   * Compares both on random images, through the engine that serves the export.
   *
   * @return the largest difference
   * @throws dev.cairn.schemas.error.CairnException {@code EXPORT_PARITY} beyond the tolerance
   */
  public static double check(TrainableModel model, int imageSize, Path file) throws IOException {
    throw new UnsupportedOperationException();
  }
}
