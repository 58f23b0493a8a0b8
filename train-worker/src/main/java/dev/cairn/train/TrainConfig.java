package dev.cairn.train;

import dev.cairn.train.ranks.DeviceKind;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Settings of the train-worker. */
@ConfigMapping(prefix = "cairn.train")
public interface TrainConfig {

  /** Folder of checkpoints and trainer logs; must outlive the worker. */
  @WithDefault("work/train")
  Path work();

  /**
   * Folders below which the datasets of commands may lie; a command calls one by its last name, so
   * {@code /data/gldv2} is {@code gldv2:gldv2}. None by default: only published batches train.
   */
  Optional<List<Path>> dataRoots();

  /**
   * Folders below which the checkpoint files of commands may lie; {@code b7.pth} in {@code
   * /data/models} is {@code file:models/b7.pth}. None by default: only bundles are loaded from.
   */
  Optional<List<Path>> modelRoots();

  /** What a crash in the middle of an epoch repeats at most; the end of an epoch is always kept. */
  @WithDefault("10m")
  Duration checkpointInterval();

  /** Names this worker among others of its kind: unique, and the same after a restart. */
  @WithDefault("train-0")
  String instanceId();

  /**
   * What stages train on: {@code cpu}, {@code cuda} for a GPU of NVIDIA in each process, or {@code
   * auto} for GPUs where there are enough. GPUs need a build with the profile {@code gpu}.
   */
  @WithDefault("cpu")
  DeviceKind device();

  /** Most processes of a stage on this machine; as many as cores when not set. */
  OptionalInt processes();

  /**
   * Further machines, which take what is left of a stage's processes, one after the other. All of
   * them need the same paths as this one.
   */
  List<FurtherHost> hosts();

  /** Name or IPv4 address of this machine as the further ones reach it; needed where some are. */
  Optional<String> address();

  /** Threads of all processes of a stage on one machine; all cores of this one when not set. */
  OptionalInt threads();

  /**
   * Memory of all processes of a stage on this machine: one that needs more is rejected. All of the
   * machine's or container's when not set.
   */
  Optional<MemorySize> memory();

  /**
   * Java heap of each process, of which the four million rows of the full set take 0.2 GiB. The
   * network's memory comes on top of it.
   */
  @WithDefault("2G")
  MemorySize heap();

  /** A machine beside this one. */
  interface FurtherHost {

    /** What runs a command on it, such as {@code ssh gpu-2}; split at blanks. */
    String launcher();

    /** Most processes of a stage on it. */
    int processes();
  }
}
