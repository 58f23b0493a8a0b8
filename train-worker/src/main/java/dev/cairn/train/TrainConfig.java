package dev.cairn.train;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** Settings of the train-worker. */
@ConfigMapping(prefix = "cairn.train")
public interface TrainConfig {

  /** Folder of checkpoints and trainer logs; must outlive the worker. */
  @WithDefault("work/train")
  Path work();

  /** Stable name of this worker, unique among all of them. */
  @WithDefault("train-0")
  String instance();

  /** Threads of a trainer; as many as the machine has processors when not set. */
  Optional<Integer> threads();

  /**
   * Java heap of a trainer. A quarter of it keeps decoded photographs; the network's memory comes
   * on top of it.
   */
  @WithDefault("2G")
  MemorySize heap();
}
