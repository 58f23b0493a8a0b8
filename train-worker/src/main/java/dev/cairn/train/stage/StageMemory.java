package dev.cairn.train.stage;

import dev.cairn.schemas.avro.MemoryNeed;
import dev.cairn.schemas.avro.TrainStageCommand;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.train.net.Architectures;
import dev.cairn.train.net.Parameter;
import java.util.List;

/** States what a stage is going to hold before it starts. */
final class StageMemory {
  private static final long MIB = 1 << 20;

  /** Code of libtorch and the JVM, and buffers between loader and network. */
  private static final long LIBRARY_BYTES = 600 * MIB;

  private StageMemory() {}

  /**
   * The need of one process.
   *
   * @throws CairnException with {@code MEMORY_INSUFFICIENT} and all figures when the machine has
   *     too little for the processes of the stage
   */
  static MemoryNeed require(TrainStageCommand command, int classes, Capacity capacity) {
    List<Parameter> all = Architectures.byName(command.getArchitecture()).parameters(classes);
    long weights =
        all.stream()
            .filter(p -> p.kind() == Parameter.Kind.WEIGHT)
            .mapToLong(Parameter::elements)
            .sum();
    int copies = command.getEmaDecay() == null ? 2 : 3;
    MemoryNeed need =
        MemoryNeed.newBuilder()
            .setParameters(Float.BYTES * all.stream().mapToLong(Parameter::elements).sum())
            .setGradients(Float.BYTES * weights)
            .setOptimiser(Float.BYTES * weights * copies)
            .setActivations(0)
            .setRuntime(capacity.heapMib() * MIB + LIBRARY_BYTES)
            .setAvailable(capacity.memoryBytes() / command.getProcesses())
            .build();
    if (total(need) > need.getAvailable()) {
      throw new CairnException(ErrorCode.MEMORY_INSUFFICIENT, insufficient(command, need));
    }
    return need;
  }

  private static long total(MemoryNeed need) {
    return need.getParameters()
        + need.getGradients()
        + need.getOptimiser()
        + need.getActivations()
        + need.getRuntime();
  }

  private static String insufficient(TrainStageCommand command, MemoryNeed need) {
    return ("Each of %d processes needs %s (parameters %s, gradients %s, optimiser %s, activations"
            + " %s, Java and libraries %s) and has %s of cairn.train.memory: take a smaller"
            + " batchSize with more accumulationSteps, fewer processes or a smaller imageSize")
        .formatted(
            command.getProcesses(),
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
