package dev.cairn.train.weights;

import dev.cairn.pipeline.bundle.Bundle;
import dev.cairn.pipeline.tensor.Safetensors;
import dev.cairn.pipeline.tensor.Tensor;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.train.net.LandmarkNetwork;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Map;

/**
 * Tensors by the names that a network gives its parameters, for {@code TrainableModel.load}.
 *
 * @param source names their origin in messages
 * @param tensors views of mapped files, until this is closed; {@link LandmarkNetwork#HEAD}, which
 *     is missing where there are no classes, is {@code [classes * 3, 512]}
 * @param arena that the files are mapped in
 */
public record NetworkWeights(String source, Map<String, Tensor> tensors, Arena arena)
    implements AutoCloseable {

  /**
   * Maps the weights of a bundle.
   *
   * @throws CairnException {@code MODEL_INVALID} when it holds none or its files are damaged
   */
  @SuppressWarnings("MustBeClosedChecker") // the caller closes it; on failure, this method does
  public static NetworkWeights of(Bundle bundle) throws IOException {
    Path weights = bundle.weights().orElseThrow(() -> withoutWeights(bundle));
    Arena arena = Arena.ofShared();
    try {
      Map<String, Tensor> tensors = Safetensors.open(weights, arena).tensors();
      Tensor head = Safetensors.open(bundle.head(), arena).tensor("weight");
      if (head.shape().length != 3) {
        throw new CairnException(
            ErrorCode.MODEL_INVALID, bundle.head() + " is not [classes, sub-centres, dimension]");
      }
      if (head.shape()[0] > 0) {
        tensors.put(LandmarkNetwork.HEAD, rows(head));
      }
      return new NetworkWeights("Bundle " + bundle.digest(), tensors, arena);
    } catch (RuntimeException | IOException e) {
      arena.close();
      throw e;
    }
  }

  private static CairnException withoutWeights(Bundle bundle) {
    return new CairnException(
        ErrorCode.MODEL_INVALID,
        "Bundle %s has no weights.safetensors, so nothing can start from it: train its stage again"
            .formatted(bundle.digest()));
  }

  /** {@code [classes, 3, 512]} to {@code [classes * 3, 512]}. */
  private static Tensor rows(Tensor head) {
    long[] rows = {head.shape()[0] * head.shape()[1], head.shape()[2]};
    return new Tensor(head.type(), rows, head.data());
  }

  @Override
  public void close() {
    arena.close();
  }
}
