package dev.cairn.train.stage;

import dev.cairn.schemas.avro.MemoryNeed;
import dev.cairn.schemas.avro.Precision;
import dev.cairn.schemas.avro.TrainStageCommand;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.train.dataset.BatchLoader;
import dev.cairn.train.net.Architectures;
import dev.cairn.train.net.LandmarkNetwork;
import dev.cairn.train.net.NetworkCost;
import dev.cairn.train.net.Parameter;
import java.util.List;

/**
 * States what a stage is going to hold before it starts: an upper bound, by the measurements in
 * decision 0005.
 */
final class StageMemory {
  private static final long MIB = 1 << 20;

  /** Code of libtorch, ONNX Runtime and the JVM, and what they keep for themselves. */
  private static final long LIBRARY_BYTES = 450 * MIB;

  /** Of what the forward pass keeps: gradients on their way back, work space, gaps between all. */
  private static final double PASSING_SHARE = 0.25;

  /**
   * Values of float32 for each image and class while the head's gradient is made: cosines with all
   * sub-centres, their gradient and the product of both (9), the nearest cosine and its int64 index
   * (3), the same with margin, scaled, and its gradient (3).
   */
  private static final int HEAD_VALUES = 15;

  private StageMemory() {}

  /**
   * The need of one process. Of other hosts nothing is known: they are to have as much for each.
   *
   * @throws CairnException with {@code MEMORY_INSUFFICIENT} and all figures when the machine has
   *     too little for the processes of the stage
   */
  static MemoryNeed require(TrainStageCommand command, int classes, Capacity capacity) {
    LandmarkNetwork network = Architectures.byName(command.getArchitecture());
    List<Parameter> all = network.parameters(classes);
    long weights =
        all.stream()
            .filter(p -> p.kind() == Parameter.Kind.WEIGHT)
            .mapToLong(Parameter::elements)
            .sum();
    int here = capacity.processesHere(command.getProcesses());
    int copies = command.getEmaDecay() == null ? 2 : 3;
    MemoryNeed need =
        MemoryNeed.newBuilder()
            .setParameters(Float.BYTES * all.stream().mapToLong(Parameter::elements).sum())
            .setGradients(Float.BYTES * weights)
            .setOptimiser(Float.BYTES * weights * copies)
            .setActivations(activations(command, network, classes, capacity.threads()))
            .setRuntime(capacity.heapMib() * MIB + LIBRARY_BYTES)
            .setAvailable(capacity.memoryBytes() / here)
            .build();
    if (total(need) > need.getAvailable()) {
      throw new CairnException(ErrorCode.MEMORY_INSUFFICIENT, insufficient(here, need));
    }
    return need;
  }

  /** Of a pass, from the photographs to the gradient of the head. */
  private static long activations(
      TrainStageCommand command, LandmarkNetwork network, int classes, int threads) {
    int batch = command.getBatchSize();
    int imageSize = command.getImageSize();
    long values = NetworkCost.of(network, imageSize).activationValues();
    long kept = values * bytesOfValue(command) * batch;
    long head = (long) HEAD_VALUES * Float.BYTES * batch * classes;
    return Math.round(kept * (1 + PASSING_SHARE))
        + head
        + BatchLoader.bufferBytes(batch, imageSize, threads);
  }

  /** AUTO may be float32; batch norm over several processes keeps float32, beside bfloat16. */
  private static int bytesOfValue(TrainStageCommand command) {
    if (command.getPrecision() != Precision.BFLOAT16) {
      return Float.BYTES;
    }
    return command.getProcesses() == 1 ? Short.BYTES : Short.BYTES + 1;
  }

  static long total(MemoryNeed need) {
    return need.getParameters()
        + need.getGradients()
        + need.getOptimiser()
        + need.getActivations()
        + need.getRuntime();
  }

  private static String insufficient(int here, MemoryNeed need) {
    return ("Each of %d processes on this machine needs %s (parameters %s, gradients %s, optimiser %s, activations"
            + " %s, Java and libraries %s) and has %s of cairn.train.memory: take a smaller"
            + " batchSize with more accumulationSteps, fewer processes or a smaller imageSize")
        .formatted(
            here,
            gib(total(need)),
            gib(need.getParameters()),
            gib(need.getGradients()),
            gib(need.getOptimiser()),
            gib(need.getActivations()),
            gib(need.getRuntime()),
            gib(need.getAvailable()));
  }

  private static String gib(long bytes) {
    return "%.1f GiB".formatted(bytes / (1024.0 * MIB));
  }
}
