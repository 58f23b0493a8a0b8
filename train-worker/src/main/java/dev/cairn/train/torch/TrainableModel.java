package dev.cairn.train.torch;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.train.loss.SubCentreArcFace;
import dev.cairn.train.net.LandmarkNetwork;
import dev.cairn.train.net.Normalization;
import dev.cairn.train.ranks.Device;
import dev.cairn.train.ranks.Ranks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorArrayRefOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A landmark network with its weights, margins and optimiser on libtorch. The same seed, batches,
 * ranks and number of threads give the same bits on a CPU. For use by one thread.
 *
 * <p>With a moving average of the weights, the average is what is evaluated, embedded, exported and
 * read.
 */
public final class TrainableModel implements AutoCloseable {

  private static final double SCALE = 80;

  private final LandmarkNetwork network;
  private final int classes;
  private final SubCentreArcFace loss;
  private final boolean bfloat16;
  private final Ranks ranks;
  private final Weights weights;
  private final Optimiser optimiser;

  private TrainableModel(
      LandmarkNetwork network, double[] margins, long seed, TrainingOptions options, Ranks ranks) {
    this.network = network;
    this.classes = margins.length;
    this.loss = new SubCentreArcFace(margins, SCALE);
    this.bfloat16 = Libtorch.usesBfloat16(options.precision(), ranks.device());
    this.ranks = ranks;
    this.weights = new Weights(network.parameters(classes), ranks.device());
    weights.fill(seed);
    this.optimiser = new Optimiser(weights, options, ranks);
  }

  /**
   * A network with new weights, the same on all ranks.
   *
   * @param margins of each class in radians
   */
  public static TrainableModel create(
      LandmarkNetwork network, double[] margins, long seed, TrainingOptions options, Ranks ranks) {
    Libtorch.use(ranks.device());
    return new TrainableModel(network, margins.clone(), seed, options, ranks);
  }

  /** The same for training alone, on the CPU, with the plain options. */
  public static TrainableModel create(
      LandmarkNetwork network, double[] margins, long seed, int threads) {
    Ranks alone = Ranks.single(new Device.Cpu(threads));
    return create(network, margins, seed, TrainingOptions.PLAIN, alone);
  }

  public LandmarkNetwork network() {
    return network;
  }

  public int classes() {
    return classes;
  }

  /**
   * Adds the gradients of a batch to those of the step to come, whose weight is the same for every
   * image of all its batches and ranks.
   *
   * <p>All ranks accumulate equally often and as many images: batch norm adds up over them.
   *
   * @param labels class of each image
   * @throws CairnException {@code RANK_LOST} when another rank has gone
   */
  public void accumulate(ImageBatch batch, int[] labels) {
    try (PointerScope _ = new PointerScope()) {
      Tensor embedding = trainingEmbedding(batch);
      Tensor gradient = addHeadGradient(embedding.detach(), labels);
      backward(embedding, gradient);
      weights.countBatch();
    }
  }

  private void backward(Tensor embedding, Tensor gradient) {
    try {
      embedding.backward(gradient, new BoolOptional(), false, new TensorArrayRefOptional());
    } catch (RuntimeException e) {
      throw ranks.causeOf(e);
    }
  }

  private Tensor trainingEmbedding(ImageBatch batch) {
    try (Autocast _ = Autocast.of(bfloat16, ranks.device())) {
      return embedding(batch, true);
    }
  }

  /** Returns the gradient of the embeddings. */
  private Tensor addHeadGradient(Tensor embedding, int[] labels) {
    Tensor centres = weights.tensor(LandmarkNetwork.HEAD);
    Head head;
    try (NoGradGuard _ = new NoGradGuard()) {
      head = Head.of(embedding.to(ScalarType.Float), centres);
    }
    Tensor cosines = head.cosines().requires_grad_(true);
    Tensor lossSum = loss.of(cosines, labels).sum();
    lossSum.backward();
    optimiser.count(lossSum.item_float(), labels.length);
    try (NoGradGuard _ = new NoGradGuard()) {
      Tensor slice = optimiser.gradients().slice(LandmarkNetwork.HEAD);
      return head.backward(cosines.grad(), slice).to(embedding.scalar_type().intern());
    }
  }

  /**
   * One step of the optimiser with the mean gradient of all images that all ranks have accumulated
   * since the last one.
   *
   * @param stopWanted whether this rank asks all of them to stop
   * @param unusable planned photographs of this rank that could not be used, to be added up
   * @throws CairnException {@code LOSS_NOT_FINITE} on every rank; nothing was changed but the
   *     running means and variances
   */
  public StepResult step(double learningRate, boolean stopWanted, int unusable) {
    return optimiser.step(learningRate, stopWanted, unusable);
  }

  /** Loss and best class of each image, in evaluation mode. */
  public List<ImageEvaluation> evaluate(ImageBatch batch, int[] labels) {
    try (PointerScope _ = new PointerScope();
        NoGradGuard _ = new NoGradGuard()) {
      Tensor cosines = cosines(embedding(batch, false));
      Tensor losses = loss.of(cosines, labels).cpu();
      T_TensorTensor_T best = cosines.cpu().max(1);
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
      Tensor unit =
          network.unitEmbedding(new TorchOps(published(), false, ranks), normalize(batch)).cpu();
      float[][] embeddings = new float[batch.images()][LandmarkNetwork.DIMENSION];
      for (int i = 0; i < embeddings.length; i++) {
        unit.select(0, i).data_ptr_float().get(embeddings[i]);
      }
      return embeddings;
    }
  }

  /**
   * Cosine of each image with every sub-centre of its own class, in evaluation mode: {@code
   * [images][3]}.
   *
   * @param labels class of each image
   */
  public float[][] ownCosines(ImageBatch batch, int[] labels) {
    try (PointerScope _ = new PointerScope();
        NoGradGuard _ = new NoGradGuard()) {
      Tensor centres = published().tensor(LandmarkNetwork.HEAD);
      Tensor all = Head.ownCosines(embedding(batch, false), centres, labels).cpu();
      float[][] cosines = new float[labels.length][LandmarkNetwork.SUB_CENTRES];
      for (int i = 0; i < cosines.length; i++) {
        all.select(0, i).data_ptr_float().get(cosines[i]);
      }
      return cosines;
    }
  }

  /** A weight's values in row-major order; {@link LandmarkNetwork#HEAD} is the head. */
  public float[] values(String parameter) {
    try (PointerScope _ = new PointerScope()) {
      Tensor tensor = published().tensor(parameter).cpu();
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
    new ModelFile(weights, optimiser).save(file, metadata);
  }

  /**
   * Writes the network's tensors without head and optimiser as safetensors, atomically: what a
   * bundle holds as {@code weights.safetensors}.
   */
  public void saveWeights(Path file) throws IOException {
    new ModelFile(weights, optimiser).saveWeights(file);
  }

  /**
   * Writes the head as safetensors, atomically: {@code weight}, {@code [classes, 3, 512]}, as a
   * bundle holds it.
   */
  public void saveHead(Path file) throws IOException {
    new ModelFile(weights, optimiser).saveHead(file);
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
    new ModelFile(weights, optimiser).load(source, tensors, mode);
  }

  /**
   * Takes weights over from a saved model of the same architecture.
   *
   * @throws CairnException {@code MODEL_INVALID} when a tensor is missing, unknown or has another
   *     shape; nothing was changed
   */
  public void load(Path file, LoadMode mode) throws IOException {
    new ModelFile(weights, optimiser).load(file, mode);
  }

  @Override
  public void close() {
    optimiser.close();
    weights.close();
  }

  /** What training changes. */
  Weights weights() {
    return weights;
  }

  private Weights published() {
    return optimiser.average().map(MovingAverage::weights).orElse(weights);
  }

  /** Not normalised. */
  Tensor embedding(ImageBatch batch, boolean training) {
    try (Tensor images = normalize(batch)) {
      Weights used = training ? weights : published();
      return network.embedding(new TorchOps(used, training, ranks), images);
    }
  }

  /** Cosine of each image with the nearest sub-centre of each class: {@code [images, classes]}. */
  Tensor cosines(Tensor embedding) {
    return Head.of(embedding, published().tensor(LandmarkNetwork.HEAD)).cosines();
  }

  /**
   * Float32 {@code [images, 3, height, width]}; the channels stay last in memory, which is faster.
   */
  Tensor normalize(ImageBatch batch) {
    long[] shape = {batch.images(), batch.imageSize(), batch.imageSize(), 3};
    BytePointer bytes = new BytePointer(batch.pixels());
    org.bytedeco.pytorch.Device device = ranks.device().torch();
    return torch
        .from_blob(bytes, shape, new TensorOptions(ScalarType.Byte))
        .to(device, ScalarType.Float)
        .sub_(Tensor.create(Normalization.means()).to(device, ScalarType.Float))
        .mul_(Tensor.create(Normalization.scales()).to(device, ScalarType.Float))
        .permute(0, 3, 1, 2);
  }
}
