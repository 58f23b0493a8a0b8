package dev.cairn.train.ranks;

import java.time.Duration;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.chrono.Milliseconds;
import org.bytedeco.pytorch.Backend;
import org.bytedeco.pytorch.ProcessGroupGloo;
import org.bytedeco.pytorch.global.torch_gloo;
import org.bytedeco.pytorch.global.torch_nccl;
import org.bytedeco.pytorch.nccl.ProcessGroupNCCL;

/** libtorch's process groups: Gloo for processors, NCCL for GPUs of NVIDIA. */
final class ProcessGroups {

  /** One rank may write a checkpoint while the others wait. A rank that dies is noticed sooner. */
  private static final Milliseconds TIMEOUT = new Milliseconds(Duration.ofMinutes(30).toMillis());

  private ProcessGroups() {}

  /** Connects the ranks, all of which have come; to be closed by the caller. */
  static Backend connect(Rendezvous rendezvous, Device device) {
    Backend group =
        switch (device) {
          case Device.Cpu _ -> gloo(rendezvous);
          case Device.Cuda _ -> nccl(rendezvous);
        };
    group.retainReference();
    return group;
  }

  private static Backend gloo(Rendezvous rendezvous) {
    Loader.load(torch_gloo.class);
    ProcessGroupGloo.Options options = ProcessGroupGloo.Options.create(TIMEOUT);
    options
        .devices()
        .push_back(ProcessGroupGloo.createDeviceForHostname(rendezvous.address().ownAddress()));
    return new ProcessGroupGloo(
        rendezvous.store(), rendezvous.rank(), rendezvous.worldSize(), options);
  }

  private static Backend nccl(Rendezvous rendezvous) {
    Loader.load(torch_nccl.class);
    ProcessGroupNCCL.Options options = ProcessGroupNCCL.Options.create();
    options.timeout(TIMEOUT);
    return new ProcessGroupNCCL(
        rendezvous.store(), rendezvous.rank(), rendezvous.worldSize(), options);
  }
}
