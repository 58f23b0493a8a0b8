package dev.cairn.train.weights;

import dev.cairn.pipeline.bundle.Bundle;
import dev.cairn.pipeline.tensor.DType;
import dev.cairn.pipeline.tensor.Safetensors;
import dev.cairn.pipeline.tensor.Tensor;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.train.net.LandmarkNetwork;
import dev.cairn.train.net.Parameter;
import dev.cairn.train.torch.LoadMode;
import dev.cairn.train.weights.file.CheckpointFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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

  /**
   * Maps a checkpoint file of any known format and finds the network's tensors by their names.
   *
   * <p>The counters of batch norm, which nothing depends on, are 0. A file of a backbone alone, as
   * trained on ImageNet, gives no {@code feat} tensors: see {@link #mode}.
   *
   * @throws CairnException with {@code MODEL_INVALID} when tensors are missing, do not fit or are
   *     not finite, and as {@link CheckpointFile#open}
   */
  @SuppressWarnings("MustBeClosedChecker") // the caller closes it; on failure, this method does
  public static NetworkWeights of(Path file, LandmarkNetwork network) throws IOException {
    Arena arena = Arena.ofShared();
    try {
      KeyMatch match = new KeyMatch(CheckpointFile.open(file, arena).tensors(), network);
      if (!match.report().fits()) {
        throw new CairnException(
            ErrorCode.MODEL_INVALID,
            "%s does not fit %s: %s"
                .formatted(
                    file, network.architecture(), String.join("; ", match.report().lines())));
      }
      Map<String, Tensor> tensors = counters(network);
      match
          .fitting()
          .forEach((name, tensor) ->
              tensors.put(name, Floats.of(name, tensor.contiguous(arena), arena)));
      return new NetworkWeights("Checkpoint " + file, tensors, arena);
    } catch (RuntimeException | IOException e) {
      arena.close();
      throw e;
    }
  }

  /**
   * Holds a checkpoint file against a network without loading it.
   *
   * @throws CairnException as {@link CheckpointFile#open}
   */
  public static MatchReport match(Path file, LandmarkNetwork network) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      return new KeyMatch(CheckpointFile.open(file, arena).tensors(), network).report();
    }
  }

  private static Map<String, Tensor> counters(LandmarkNetwork network) {
    Map<String, Tensor> counters = new LinkedHashMap<>();
    for (Parameter parameter : network.parameters(0)) {
      if (parameter.kind() == Parameter.Kind.COUNTER) {
        MemorySegment zero = MemorySegment.ofArray(new byte[Long.BYTES]);
        counters.put(parameter.name(), new Tensor(DType.I64, parameter.shape(), zero));
      }
    }
    return counters;
  }

  /** The most that a model can take over from them. */
  public LoadMode mode() {
    if (!tensors.containsKey(LandmarkNetwork.FEAT + ".weight")) {
      return LoadMode.BACKBONE;
    }
    return tensors.containsKey(LandmarkNetwork.HEAD) ? LoadMode.STRICT : LoadMode.WITHOUT_HEAD;
  }

  /** Classes of their head, 0 without one. */
  public long headClasses() {
    Tensor head = tensors.get(LandmarkNetwork.HEAD);
    return head == null ? 0 : head.shape()[0] / LandmarkNetwork.SUB_CENTRES;
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
