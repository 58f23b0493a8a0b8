package dev.cairn.train;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.OptionalInt;

/** Settings of the train-worker. */
@ConfigMapping(prefix = "cairn.train")
public interface TrainConfig {

  /** Folder of checkpoints and trainer logs; must outlive the worker. */
  @WithDefault("work/train")
  Path work();

  /** Names this worker among others of its kind: unique, and the same after a restart. */
  @WithDefault("train-0")
  String instanceId();

  /** Threads of a trainer; all cores when not set. */
  OptionalInt threads();

  /**
   * Java heap of a trainer. A quarter of it keeps decoded photographs; the network's memory comes
   * on top of it.
   */
  @WithDefault("2G")
  MemorySize heap();
}
