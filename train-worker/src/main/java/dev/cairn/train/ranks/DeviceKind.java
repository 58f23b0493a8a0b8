package dev.cairn.train.ranks;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import org.bytedeco.pytorch.global.torch;

/** What the stages of a worker train on. */
public enum DeviceKind {
  /** The processor. */
  CPU,
  /** GPUs of NVIDIA, one for each process. */
  CUDA,
  /** GPUs where there is one for each process, else the processor. */
  AUTO;

  /**
   * The device of a process of this machine: rank r has the r-th GPU. Loads libtorch.
   *
   * @param rank among the processes of the stage on this machine
   * @param processes of the stage on this machine
   * @param threads of a process on the processor
   * @throws CairnException {@code DEVICE_UNAVAILABLE} when GPUs are asked for and missing
   */
  public Device of(int rank, int processes, int threads) {
    int gpus = this != CPU && torch.cuda_is_available() ? torch.cuda_device_count() : 0;
    if (this == CUDA && gpus < processes) {
      throw new CairnException(
          ErrorCode.DEVICE_UNAVAILABLE,
          ("cairn.train.device is cuda, but libtorch sees %d GPUs for %d processes: build with the"
                  + " profile gpu, command fewer processes, or set it to auto")
              .formatted(gpus, processes));
    }
    return gpus < processes ? new Device.Cpu(threads) : new Device.Cuda(rank);
  }
}
