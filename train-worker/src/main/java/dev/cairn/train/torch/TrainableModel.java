package dev.cairn.train.torch;

import dev.cairn.train.net.LandmarkNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A landmark network with its weights, margins and Adam on libtorch, on the CPU. The same seed,
 * batches and number of threads give the same bits. For use by one thread; the number of threads
 * inside is one setting for the process.
 */
public final class TrainableModel implements AutoCloseable {

  private final LandmarkNetwork network;
  private final int classes;

  private TrainableModel(LandmarkNetwork network, int classes) {
    this.network = network;
    this.classes = classes;
  }

  /**
   * A network with new weights.
   *
   * @param margins of each class in radians
   * @param threads that libtorch uses, in the whole process
   */
  public static TrainableModel create(
      LandmarkNetwork network, double[] margins, long seed, int threads) {
    return new TrainableModel(network, margins.length);
  }

  public LandmarkNetwork network() {
    return network;
  }

  public int classes() {
    return classes;
  }

  /**
   * One step of Adam.
   *
   * @param labels class of each image
   * @return the mean loss before the step
   * @throws dev.cairn.schemas.error.CairnException {@code LOSS_NOT_FINITE}; nothing was changed but
   *     the running means and variances
   */
  public double trainStep(ImageBatch batch, int[] labels, double learningRate) {
    throw new UnsupportedOperationException();
  }

  /** Loss and best class of each image, in evaluation mode. */
  public List<ImageEvaluation> evaluate(ImageBatch batch, int[] labels) {
    throw new UnsupportedOperationException();
  }

  /** L2-normalised embedding of each image, in evaluation mode: {@code [images][512]}. */
  public float[][] embed(ImageBatch batch) {
    throw new UnsupportedOperationException();
  }

  /** A parameter's values in row-major order; {@link LandmarkNetwork#HEAD} is the head. */
  public float[] values(String parameter) {
    throw new UnsupportedOperationException();
  }

  /**
   * Writes weights, running means and variances, and the optimiser's state as safetensors,
   * atomically.
   *
   * @param metadata kept in the file's header beside the model's own entries
   */
  public void save(Path file, Map<String, String> metadata) throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * Takes weights over from a saved model of the same architecture.
   *
   * @throws dev.cairn.schemas.error.CairnException {@code MODEL_INVALID} when a tensor is missing or
   *     has another shape
   */
  public void load(Path file, LoadMode mode) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
