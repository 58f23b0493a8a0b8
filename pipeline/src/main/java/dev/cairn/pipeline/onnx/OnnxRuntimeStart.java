package dev.cairn.pipeline.onnx;

import java.util.concurrent.CompletableFuture;

/**
 * Starts ONNX Runtime on a thread with a deep stack. Version 1.29.0 looks through the process's
 * command line with a recursive search when it starts: on a usual stack of 1 MiB a class path of
 * some thousand characters ends the JVM without a word.
 */
public final class OnnxRuntimeStart {
  /** Enough for the longest command line that Linux takes; reserved and hardly ever touched. */
  private static final long STACK_BYTES = 512L << 20;

  private OnnxRuntimeStart() {}

  /**
   * Returns when the library is there.
   *
   * @param start whatever starts it; of several, only the first does
   */
  public static void await(Runnable start) {
    CompletableFuture.runAsync(
            start, task -> new Thread(null, task, "onnxruntime-start", STACK_BYTES).start())
        .join();
  }
}
