package dev.cairn.train.torch;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.train.loss.SubCentreArcFace;
import dev.cairn.train.net.LandmarkNetwork;
import dev.cairn.train.net.Normalization;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A landmark network with its weights, margins and Adam on libtorch, on the CPU. The same seed,
 * batches and number of threads give the same bits. For use by one thread; the number of threads
 * inside is one setting for the process.
 */
public final class TrainableModel implements AutoCloseable {

  private static final double SCALE = 80;

  private final LandmarkNetwork network;
  private final int classes;
  private final SubCentreArcFace loss;
  private final Weights weights;
  private final Adam adam;

  private TrainableModel(LandmarkNetwork network, double[] margins, long seed) {
    this.network = network;
    this.classes = margins.length;
    this.loss = new SubCentreArcFace(margins, SCALE);
    this.weights = new Weights(network.parameters(classes), seed);
    this.adam = new Adam(weights);
  }

  /**
   * A network with new weights.
   *
   * @param margins of each class in radians
   * @param threads that libtorch uses, in the whole process
   */
  public static TrainableModel create(
      LandmarkNetwork network, double[] margins, long seed, int threads) {
    torch.set_num_threads(threads);
    // The matrices are small, and threads of its own would fight those of libtorch.
    openblas_nolapack.blas_set_num_threads(1);
    return new TrainableModel(network, margins.clone(), seed);
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
   * @throws CairnException {@code LOSS_NOT_FINITE}; nothing was changed but the running means and
   *     variances
   */
  public double trainStep(ImageBatch batch, int[] labels, double learningRate) {
    try (PointerScope _ = new PointerScope()) {
      Tensor meanLoss = loss.of(cosines(embedding(batch, true)), labels).mean();
      double value = meanLoss.item_float();
      if (!Double.isFinite(value)) {
        throw new CairnException(
            ErrorCode.LOSS_NOT_FINITE,
            "The loss is %f at learning rate %g; lower it".formatted(value, learningRate));
      }
      weights.gradients().zero_();
      meanLoss.backward();
      weights.countBatch();
      adam.step(learningRate);
      return value;
    }
  }

  /** Loss and best class of each image, in evaluation mode. */
  public List<ImageEvaluation> evaluate(ImageBatch batch, int[] labels) {
    try (PointerScope _ = new PointerScope();
        NoGradGuard _ = new NoGradGuard()) {
      Tensor cosines = cosines(embedding(batch, false));
      Tensor losses = loss.of(cosines, labels);
      T_TensorTensor_T best = cosines.max(1);
      List<ImageEvaluation> evaluations = new ArrayList<>(labels.length);
      for (int i = 0; i < labels.length; i++) {
        evaluations.add(
            new ImageEvaluation(
                losses.data_ptr_float().get(i),
                (int) best.get1().data_ptr_long().get(i),
                best.get0().data_ptr_float().get(i)));
      }
      return evaluations;
    }
  }

  /** L2-normalised embedding of each image, in evaluation mode: {@code [images][512]}. */
  public float[][] embed(ImageBatch batch) {
    try (PointerScope _ = new PointerScope();
        NoGradGuard _ = new NoGradGuard()) {
      Tensor unit = network.unitEmbedding(new TorchOps(weights, false), normalize(batch));
      float[][] embeddings = new float[batch.images()][LandmarkNetwork.DIMENSION];
      for (int i = 0; i < embeddings.length; i++) {
        unit.select(0, i).data_ptr_float().get(embeddings[i]);
      }
      return embeddings;
    }
  }

  /** A weight's values in row-major order; {@link LandmarkNetwork#HEAD} is the head. */
  public float[] values(String parameter) {
    try (PointerScope _ = new PointerScope()) {
      Tensor tensor = weights.tensor(parameter);
      float[] values = new float[Math.toIntExact(tensor.numel())];
      tensor.data_ptr_float().get(values);
      return values;
    }
  }

  /**
   * Writes weights, running means and variances, and the optimiser's state as safetensors,
   * atomically.
   *
   * @param metadata for the file's header
   */
  public void save(Path file, Map<String, String> metadata) throws IOException {
    new ModelFile(weights, adam).save(file, metadata);
  }

  /**
   * Writes the network's tensors without head and optimiser as safetensors, atomically: what a
   * bundle holds as {@code weights.safetensors}.
   */
  public void saveWeights(Path file) throws IOException {
    new ModelFile(weights, adam).saveWeights(file);
  }

  /**
   * Takes weights over by name.
   *
   * @param source names their origin in messages
   * @param mode with or without the head; a head is {@code [classes * 3, 512]}
   * @throws CairnException {@code MODEL_INVALID} when a tensor is missing, unknown or has another
   *     type or shape; nothing was changed
   */
  public void load(
      String source, Map<String, dev.cairn.pipeline.tensor.Tensor> tensors, LoadMode mode) {
    new ModelFile(weights, adam).load(source, tensors, mode);
  }

  /**
   * Takes weights over from a saved model of the same architecture.
   *
   * @throws CairnException {@code MODEL_INVALID} when a tensor is missing, unknown or has another
   *     shape; nothing was changed
   */
  public void load(Path file, LoadMode mode) throws IOException {
    new ModelFile(weights, adam).load(file, mode);
  }

  @Override
  public void close() {
    adam.close();
    weights.close();
  }

  Weights weights() {
    return weights;
  }

  /** Not normalised. */
  Tensor embedding(ImageBatch batch, boolean training) {
    try (Tensor images = normalize(batch)) {
      return network.embedding(new TorchOps(weights, training), images);
    }
  }

  /** Cosine of each image with the nearest sub-centre of each class: {@code [images, classes]}. */
  Tensor cosines(Tensor embedding) {
    Tensor centres = torch.normalize(weights.tensor(LandmarkNetwork.HEAD));
    Tensor all = torch.linear(torch.normalize(embedding), centres);
    return all.view(embedding.size(0), classes, LandmarkNetwork.SUB_CENTRES).max(2).get0();
  }

  /**
   * Float32 {@code [images, 3, height, width]}; the channels stay last in memory, which is faster.
   */
  static Tensor normalize(ImageBatch batch) {
    long[] shape = {batch.images(), batch.imageSize(), batch.imageSize(), 3};
    BytePointer bytes = new BytePointer(batch.pixels());
    return torch
        .from_blob(bytes, shape, new TensorOptions(ScalarType.Byte))
        .to(ScalarType.Float)
        .sub_(Tensor.create(Normalization.means()))
        .mul_(Tensor.create(Normalization.scales()))
        .permute(0, 3, 1, 2);
  }
}
