package dev.cairn.embed.session;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import ai.onnxruntime.providers.OrtTensorRTProviderOptions;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;

/** ONNX Runtime's options for {@link SessionSettings}. */
public final class Providers {

  private Providers() {}

  /**
   * Makes sure that the provider is there, before anything is consumed.
   *
   * @throws CairnException with {@link ErrorCode#DEVICE_UNAVAILABLE}
   */
  public static void check(SessionSettings settings) {
    OnnxEngine.await();
    ExecutionProvider provider = settings.provider();
    if (!OrtEnvironment.getAvailableProviders().contains(provider.ofOnnxRuntime())) {
      throw unavailable(provider, "this build of ONNX Runtime lacks it", null);
    }
    try {
      options(settings).close();
    } catch (OrtException e) {
      throw unavailable(provider, e.getMessage(), e);
    }
  }

  private static CairnException unavailable(
      ExecutionProvider provider, String reason, OrtException cause) {
    return new CairnException(
        ErrorCode.DEVICE_UNAVAILABLE,
        "The provider %s cannot be used (%s): build with onnxruntime_gpu for GPUs of NVIDIA, or set cairn.embed.session.provider=cpu"
            .formatted(provider, reason),
        cause);
  }

  static SessionOptions options(SessionSettings settings) throws OrtException {
    SessionOptions options = new SessionOptions();
    try {
      options.setIntraOpNumThreads(settings.threads());
      options.addConfigEntry("session.intra_op.allow_spinning", settings.spinning() ? "1" : "0");
      options.setCPUArenaAllocator(settings.arena());
      options.setOptimizationLevel(settings.optimization().ofOnnxRuntime());
      if (settings.provider() == ExecutionProvider.TENSORRT) {
        addTensorRt(options, settings);
      }
      if (settings.provider() != ExecutionProvider.CPU) {
        addCuda(options, settings);
      }
      return options;
    } catch (OrtException e) {
      options.close();
      throw e;
    }
  }

  private static void addTensorRt(SessionOptions options, SessionSettings settings)
      throws OrtException {
    try (var tensorRt = new OrtTensorRTProviderOptions(settings.deviceId())) {
      tensorRt.add("trt_fp16_enable", settings.fp16() ? "1" : "0");
      if (settings.memoryLimitBytes().isPresent()) {
        tensorRt.add(
            "trt_max_workspace_size", Long.toString(settings.memoryLimitBytes().getAsLong()));
      }
      if (settings.cache().isPresent()) {
        tensorRt.add("trt_engine_cache_enable", "1");
        tensorRt.add("trt_engine_cache_path", settings.cache().get().toString());
      }
      options.addTensorrt(tensorRt);
    }
  }

  private static void addCuda(SessionOptions options, SessionSettings settings)
      throws OrtException {
    try (var cuda = new OrtCUDAProviderOptions(settings.deviceId())) {
      // Batches differ in size: an exhaustive search would begin anew for each.
      cuda.add("cudnn_conv_algo_search", "HEURISTIC");
      if (settings.memoryLimitBytes().isPresent()) {
        cuda.add("gpu_mem_limit", Long.toString(settings.memoryLimitBytes().getAsLong()));
        cuda.add("arena_extend_strategy", "kSameAsRequested");
      }
      options.addCUDA(cuda);
    }
  }
}
