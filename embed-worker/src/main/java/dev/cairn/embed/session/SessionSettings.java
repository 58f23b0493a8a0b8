package dev.cairn.embed.session;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How ONNX Runtime runs the networks.
 *
 * @param threads of one inference on the processor
 * @param spinning whether they wait busily for the next operator
 * @param arena whether the processor's memory is kept between batches
 * @param cache folder of this machine that keeps optimised graphs and TensorRT's engines
 * @param deviceId which GPU
 * @param memoryLimitBytes of each network on the GPU
 * @param fp16 whether TensorRT may calculate in half precision
 */
public record SessionSettings(
    int threads,
    boolean spinning,
    boolean arena,
    GraphOptimization optimization,
    Optional<Path> cache,
    ExecutionProvider provider,
    int deviceId,
    OptionalLong memoryLimitBytes,
    boolean fp16) {

  public SessionSettings {
    check(threads >= 1, "cairn.embed.session.threads must be at least 1, not " + threads);
    check(deviceId >= 0, "cairn.embed.session.device-id must not be negative: " + deviceId);
    check(
        memoryLimitBytes.isEmpty() || memoryLimitBytes.getAsLong() > 0,
        "cairn.embed.session.memory-limit must be positive");
    check(
        memoryLimitBytes.isEmpty() || provider != ExecutionProvider.CPU,
        "cairn.embed.session.memory-limit is for GPUs: remove it, or choose cuda or tensorrt as cairn.embed.session.provider");
    check(
        !fp16 || provider == ExecutionProvider.TENSORRT,
        "cairn.embed.session.fp16 is for TensorRT: remove it, or choose tensorrt as cairn.embed.session.provider");
  }

  /** On the processor, with the defaults of the configuration and nothing cached. */
  public static SessionSettings ofThreads(int threads) {
    return new SessionSettings(
        threads,
        false,
        true,
        GraphOptimization.ALL,
        Optional.empty(),
        ExecutionProvider.CPU,
        0,
        OptionalLong.empty(),
        false);
  }

  private static void check(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
