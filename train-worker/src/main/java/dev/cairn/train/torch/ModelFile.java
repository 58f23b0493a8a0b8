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
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** The tensors of a model and its optimiser in a safetensors file. */
final class ModelFile {

  private static final String OPTIMISER = "adam.";
  private static final String MEAN = OPTIMISER + "exp_avg.";
  private static final String SQUARE = OPTIMISER + "exp_avg_sq.";
  private static final String STEPS = OPTIMISER + "step";

  private final Weights weights;
  private final Adam adam;

  ModelFile(Weights weights, Adam adam) {
    this.weights = weights;
    this.adam = adam;
  }

  void save(Path file, Map<String, String> metadata) throws IOException {
    try (PointerScope _ = new PointerScope()) {
      Map<String, dev.cairn.pipeline.tensor.Tensor> tensors = new LinkedHashMap<>();
      all().forEach((name, tensor) -> tensors.put(name, view(tensor)));
      Safetensors.write(file, metadata, tensors);
    }
  }

  /** Everything but the head and the optimiser, by the network's own names. */
  void saveWeights(Path file) throws IOException {
    try (PointerScope _ = new PointerScope()) {
      Map<String, dev.cairn.pipeline.tensor.Tensor> tensors = new LinkedHashMap<>();
      all()
          .forEach((name, tensor) -> {
            if (isTaken(name, LoadMode.WITHOUT_HEAD)) {
              tensors.put(name, view(tensor));
            }
          });
      Safetensors.write(file, Map.of(), tensors);
    }
  }

  void load(Path file, LoadMode mode) throws IOException {
    try (Safetensors source = Safetensors.open(file)) {
      load("Model " + file, source.tensors(), mode);
    }
  }

  /** Changes nothing when the tensors do not fit. */
  void load(String source, Map<String, dev.cairn.pipeline.tensor.Tensor> tensors, LoadMode mode) {
    try (PointerScope _ = new PointerScope()) {
      Map<String, Tensor> wanted = all();
      Set<String> unknown =
          tensors.keySet().stream().filter(n -> !wanted.containsKey(n)).collect(Collectors.toSet());
      if (!unknown.isEmpty()) {
        throw invalid(source, "has tensors of another architecture: " + unknown);
      }
      wanted.keySet().removeIf(name -> !isTaken(name, mode));
      wanted.forEach((name, tensor) -> checkFits(source, tensors.get(name), name, tensor));
      wanted.forEach((name, tensor) -> view(tensor).data().copyFrom(tensors.get(name).data()));
    }
  }

  private static boolean isTaken(String name, LoadMode mode) {
    return switch (mode) {
      case RESUME -> true;
      case STRICT -> !name.startsWith(OPTIMISER);
      case WITHOUT_HEAD -> !name.startsWith(OPTIMISER) && !name.equals(LandmarkNetwork.HEAD);
    };
  }

  private static void checkFits(
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

  private Map<String, Tensor> all() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Parameter parameter : weights.parameters()) {
      String name = parameter.name();
      tensors.put(name, weights.tensor(name));
      if (parameter.kind() == Kind.WEIGHT) {
        tensors.put(MEAN + name, adam.mean().slice(name));
        tensors.put(SQUARE + name, adam.square().slice(name));
      }
    }
    tensors.put(STEPS, adam.steps());
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
