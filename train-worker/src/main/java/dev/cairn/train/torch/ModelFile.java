package dev.cairn.train.torch;

import dev.cairn.pipeline.tensor.DType;
import dev.cairn.pipeline.tensor.Safetensors;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.train.net.LandmarkNetwork;
import dev.cairn.train.net.Parameter;
import dev.cairn.train.net.Parameter.Kind;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The tensors of a model and its optimiser in a safetensors file. The network's own names hold what
 * is evaluated and published; with a moving average of the weights that is the average, and the
 * weights that training goes on with have a prefix.
 */
final class ModelFile {

  private static final String OPTIMISER = "adam.";
  private static final String MEAN = OPTIMISER + "exp_avg.";
  private static final String SQUARE = OPTIMISER + "exp_avg_sq.";
  private static final String STEPS = OPTIMISER + "step";
  private static final String TRAINED = "trained.";

  private final Weights weights;
  private final Optimiser optimiser;

  ModelFile(Weights weights, Optimiser optimiser) {
    this.weights = weights;
    this.optimiser = optimiser;
  }

  void save(Path file, Map<String, String> metadata) throws IOException {
    write(file, metadata, complete());
  }

  /** Everything but the head and the optimiser, by the network's own names. */
  void saveWeights(Path file) throws IOException {
    Map<String, Tensor> tensors = named("", published());
    tensors.remove(LandmarkNetwork.HEAD);
    write(file, Map.of(), tensors);
  }

  /** The head alone, {@code weight}, as {@code [classes, 3, 512]}. */
  void saveHead(Path file) throws IOException {
    try (PointerScope _ = new PointerScope()) {
      Tensor rows = published().tensor(LandmarkNetwork.HEAD);
      long classes = rows.size(0) / LandmarkNetwork.SUB_CENTRES;
      Tensor head = rows.view(classes, LandmarkNetwork.SUB_CENTRES, LandmarkNetwork.DIMENSION);
      write(file, Map.of(), Map.of("weight", head));
    }
  }

  private static void write(Path file, Map<String, String> metadata, Map<String, Tensor> tensors)
      throws IOException {
    try (PointerScope _ = new PointerScope()) {
      Map<String, dev.cairn.pipeline.tensor.Tensor> views = new LinkedHashMap<>();
      tensors.forEach((name, tensor) -> views.put(name, view(tensor.cpu())));
      Safetensors.write(file, metadata, views);
    }
  }

  void load(Path file, LoadMode mode) throws IOException {
    try (Safetensors source = Safetensors.open(file)) {
      load("Model " + file, source.tensors(), mode);
    }
  }

  /** Changes nothing when the tensors do not fit. */
  void load(String source, Map<String, dev.cairn.pipeline.tensor.Tensor> tensors, LoadMode mode) {
    try (PointerScope _ = new PointerScope();
        NoGradGuard _ = new NoGradGuard()) {
      Map<String, Tensor> wanted = mode == LoadMode.RESUME ? complete() : named("", weights);
      requireKnown(source, tensors.keySet(), wanted.keySet(), mode);
      wanted.keySet().removeIf(name -> isLeft(name, mode));
      wanted.forEach((name, tensor) -> requireFits(source, tensors.get(name), name, tensor));
      wanted.forEach((name, tensor) -> copy(tensors.get(name), tensor));
    }
    if (mode != LoadMode.RESUME) {
      optimiser.average().ifPresent(average -> average.weights().approach(weights, 1));
    }
  }

  private static boolean isLeft(String name, LoadMode mode) {
    return switch (mode) {
      case RESUME, STRICT -> false;
      case WITHOUT_HEAD -> name.equals(LandmarkNetwork.HEAD);
      case BACKBONE ->
          name.equals(LandmarkNetwork.HEAD) || name.startsWith(LandmarkNetwork.FEAT + ".");
    };
  }

  /** On the CPU the tensor is its own host. */
  private static void copy(dev.cairn.pipeline.tensor.Tensor source, Tensor tensor) {
    Tensor host = tensor.cpu();
    view(host).data().copyFrom(source.data());
    tensor.copy_(host);
  }

  private static void requireKnown(
      String source, Set<String> found, Set<String> wanted, LoadMode mode) {
    Set<String> unknown =
        found.stream()
            .filter(name -> !wanted.contains(name))
            .filter(name -> mode == LoadMode.RESUME || !isOfTraining(name))
            .collect(Collectors.toSet());
    if (!unknown.isEmpty()) {
      throw invalid(source, "has tensors of another architecture: " + unknown);
    }
  }

  private static boolean isOfTraining(String name) {
    return name.startsWith(OPTIMISER) || name.startsWith(TRAINED);
  }

  private static void requireFits(
      String source, dev.cairn.pipeline.tensor.Tensor found, String name, Tensor tensor) {
    long[] shape = tensor.shape();
    if (found == null) {
      throw invalid(source, "lacks tensor " + name);
    }
    if (found.type() != type(tensor) || !Arrays.equals(found.shape(), shape)) {
      throw invalid(
          source,
          "has %s as %s%s, the network wants %s%s"
              .formatted(
                  name,
                  found.type(),
                  Arrays.toString(found.shape()),
                  type(tensor),
                  Arrays.toString(shape)));
    }
  }

  private static CairnException invalid(String source, String what) {
    return new CairnException(ErrorCode.MODEL_INVALID, source + " " + what);
  }

  /** All that the next step follows from. */
  private Map<String, Tensor> complete() {
    Map<String, Tensor> tensors = named("", published());
    if (optimiser.average().isPresent()) {
      tensors.putAll(named(TRAINED, weights));
    }
    for (Parameter parameter : weights.parameters()) {
      String name = parameter.name();
      if (parameter.kind() == Kind.WEIGHT) {
        tensors.put(MEAN + name, optimiser.adam().mean().slice(name));
        tensors.put(SQUARE + name, optimiser.adam().square().slice(name));
      }
    }
    tensors.put(STEPS, optimiser.adam().steps());
    return tensors;
  }

  private Weights published() {
    return optimiser.average().map(MovingAverage::weights).orElse(weights);
  }

  private static Map<String, Tensor> named(String prefix, Weights weights) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    weights.parameters().forEach(p -> tensors.put(prefix + p.name(), weights.tensor(p.name())));
    return tensors;
  }

  /** The tensor's own memory; all tensors here are contiguous. */
  private static dev.cairn.pipeline.tensor.Tensor view(Tensor tensor) {
    MemorySegment data =
        MemorySegment.ofAddress(tensor.data_ptr().address()).reinterpret(tensor.nbytes());
    return new dev.cairn.pipeline.tensor.Tensor(type(tensor), tensor.shape(), data);
  }

  private static DType type(Tensor tensor) {
    return tensor.scalar_type().intern() == ScalarType.Long ? DType.I64 : DType.F32;
  }
}
