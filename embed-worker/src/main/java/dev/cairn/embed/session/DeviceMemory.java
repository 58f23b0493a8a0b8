package dev.cairn.embed.session;

import java.util.List;
import java.util.Locale;

/** Tells failures for want of memory, which ONNX Runtime has no code for, by their words. */
final class DeviceMemory {
  /** Of its arena, CUDA, cuDNN, TensorRT and the C++ library. */
  private static final List<String> WORDS =
      List.of(
          "out of memory",
          "outofmemory",
          "failed to allocate memory",
          "smaller than requested bytes",
          "alloc_failed",
          "bad_alloc",
          "bad allocation");

  private DeviceMemory() {}

  /** Whether the failure or one of its causes is for want of memory. */
  static boolean isShort(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
      if (cause instanceof OutOfMemoryError || WORDS.stream().anyMatch(message::contains)) {
        return true;
      }
    }
    return false;
  }

  static OutOfMemoryError error(String digest, int images, Throwable cause) {
    OutOfMemoryError error =
        new OutOfMemoryError(
            "The device has no memory for %d images of bundle %s: free some, or raise cairn.embed.session.memory-limit"
                .formatted(images, digest));
    error.initCause(cause);
    return error;
  }
}
