package dev.cairn.train.model;

import dev.cairn.pipeline.bundle.Bundle;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.train.net.Architectures;
import dev.cairn.train.net.LandmarkNetwork;
import dev.cairn.train.onnx.ExportParity;
import dev.cairn.train.torch.LoadMode;
import dev.cairn.train.torch.TrainableModel;
import dev.cairn.train.weights.NetworkWeights;
import java.io.IOException;

/** Compares what a bundle serves with the weights that lie beside it. */
public final class ModelVerification {
  private static final int ANY_SEED = 0;

  private ModelVerification() {}

  /**
   * Runs both on the same images.
   *
   * @param bundle opened, so its files have their digests
   * @param threads that libtorch uses
   * @return the largest difference between two values of an embedding
   * @throws CairnException {@code EXPORT_PARITY} beyond the tolerance, {@code MODEL_INVALID} when
   *     the bundle lacks weights or they do not fit its architecture
   */
  public static double parityError(Bundle bundle, int threads) throws IOException {
    LandmarkNetwork network = Architectures.byName(bundle.manifest().architecture());
    try (NetworkWeights weights = NetworkWeights.of(bundle);
        TrainableModel model = TrainableModel.create(network, new double[0], ANY_SEED, threads)) {
      model.load(weights.source(), weights.tensors(), LoadMode.WITHOUT_HEAD);
      return ExportParity.check(model, bundle.manifest().imageSize(), bundle.model());
    }
  }
}
