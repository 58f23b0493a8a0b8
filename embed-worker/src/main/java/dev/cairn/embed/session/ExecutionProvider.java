package dev.cairn.embed.session;

import ai.onnxruntime.OrtProvider;

/** What runs the network. */
public enum ExecutionProvider {
  CPU(OrtProvider.CPU),
  /** A GPU of NVIDIA. */
  CUDA(OrtProvider.CUDA),
  /** The same with kernels built for the GPU and the network; what they lack runs on CUDA. */
  TENSORRT(OrtProvider.TENSOR_RT);

  private final OrtProvider provider;

  ExecutionProvider(OrtProvider provider) {
    this.provider = provider;
  }

  OrtProvider ofOnnxRuntime() {
    return provider;
  }
}
