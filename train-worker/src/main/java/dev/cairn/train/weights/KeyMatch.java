package dev.cairn.train.weights;

import static dev.cairn.train.net.LandmarkNetwork.DIMENSION;
import static dev.cairn.train.net.LandmarkNetwork.FEAT;
import static dev.cairn.train.net.LandmarkNetwork.HEAD;
import static dev.cairn.train.net.LandmarkNetwork.SUB_CENTRES;

import dev.cairn.pipeline.tensor.DType;
import dev.cairn.train.net.LandmarkNetwork;
import dev.cairn.train.net.Parameter;
import dev.cairn.train.net.Parameter.Kind;
import dev.cairn.train.weights.file.Printable;
import dev.cairn.train.weights.file.StoredTensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A checkpoint's tensors held against a network. */
final class KeyMatch {
  private static final Set<DType> FLOATS = Set.of(DType.F64, DType.F32, DType.F16, DType.BF16);

  private final Map<String, StoredTensor> byParameter = new LinkedHashMap<>();
  private final Map<String, StoredTensor> fitting = new LinkedHashMap<>();
  private final List<String> missing = new ArrayList<>();
  private final List<String> unexpected = new ArrayList<>();
  private final List<String> conflicts = new ArrayList<>();
  private final List<String> leftOut = new ArrayList<>();
  private final MatchReport report;

  KeyMatch(Map<String, StoredTensor> tensors, LandmarkNetwork network) {
    KeyNames names = new KeyNames(network);
    tensors.forEach((key, tensor) -> sort(key, tensor, names));
    boolean feat = byParameter.keySet().stream().anyMatch(name -> name.startsWith(FEAT + "."));
    int wanted = 0;
    for (Parameter parameter : network.parameters(0)) {
      if (parameter.kind() != Kind.COUNTER && !parameter.name().equals(HEAD)) {
        wanted++;
        take(parameter, feat);
      }
    }
    int loaded = fitting.size();
    long classes = takeHead();
    report =
        new MatchReport(loaded, wanted, missing, unexpected, conflicts, leftOut, feat, classes);
  }

  /** By the network's own names, only what fits. */
  Map<String, StoredTensor> fitting() {
    return fitting;
  }

  MatchReport report() {
    return report;
  }

  private void sort(String key, StoredTensor tensor, KeyNames names) {
    Optional<String> parameter = names.parameter(key);
    if (parameter.isPresent()) {
      if (byParameter.put(parameter.get(), tensor) != null) {
        conflicts.add(parameter.get() + " is there twice");
      }
    } else {
      (KeyNames.isClassifier(key) ? leftOut : unexpected).add(Printable.of(key));
    }
  }

  private void take(Parameter parameter, boolean feat) {
    String name = parameter.name();
    StoredTensor tensor = byParameter.get(name);
    if (tensor == null) {
      if (feat || !name.startsWith(FEAT + ".")) {
        missing.add(name);
      }
    } else if (Arrays.equals(tensor.shape(), parameter.shape())) {
      take(name, tensor, Arrays.toString(parameter.shape()));
    } else {
      conflict(name, tensor, Arrays.toString(parameter.shape()));
    }
  }

  private void take(String name, StoredTensor tensor, String wanted) {
    if (FLOATS.contains(tensor.type())) {
      fitting.put(name, tensor);
    } else {
      conflict(name, tensor, wanted);
    }
  }

  private long takeHead() {
    StoredTensor head = byParameter.get(HEAD);
    if (head == null) {
      return 0;
    }
    long[] shape = head.shape();
    String wanted = "[classes * %d, %d]".formatted(SUB_CENTRES, DIMENSION);
    if (shape.length != 2 || shape[0] % SUB_CENTRES != 0 || shape[1] != DIMENSION) {
      conflict(HEAD, head, wanted);
      return 0;
    }
    take(HEAD, head, wanted);
    return shape[0] / SUB_CENTRES;
  }

  private void conflict(String name, StoredTensor tensor, String wanted) {
    conflicts.add(
        "%s is %s%s and should be F32%s"
            .formatted(name, tensor.type(), Arrays.toString(tensor.shape()), wanted));
  }
}
