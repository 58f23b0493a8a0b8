package dev.cairn.train.ranks;

import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;

/** What a process computes on. */
public sealed interface Device {

  /**
   * The processor.
   *
   * @param threads that libtorch uses, in the whole process
   */
  record Cpu(int threads) implements Device {}

  /** A GPU of NVIDIA, by its index from 0; needs the native libraries of the Maven profile gpu. */
  record Cuda(int index) implements Device {}

  /** True where bfloat16 is faster than float32: from compute capability 8 on, on a GPU. */
  default boolean computesInBfloat16() {
    return switch (this) {
      case Cpu _ -> Processor.computesInBfloat16();
      // This asks for exactly that, of the GPU that the process uses first.
      case Cuda _ -> torch.getCUDAHooks().supportsBFloat16ConvolutionWithCuDNNv8();
    };
  }

  /** As libtorch names it. */
  default org.bytedeco.pytorch.Device torch() {
    return switch (this) {
      case Cpu _ -> new org.bytedeco.pytorch.Device(DeviceType.CPU);
      case Cuda(int index) -> new org.bytedeco.pytorch.Device(DeviceType.CUDA, (byte) index);
    };
  }
}
