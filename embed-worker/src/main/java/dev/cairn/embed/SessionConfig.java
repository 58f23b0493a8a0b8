package dev.cairn.embed;

import dev.cairn.embed.session.ExecutionProvider;
import dev.cairn.embed.session.GraphOptimization;
import dev.cairn.embed.session.SessionSettings;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/** Settings of the networks' sessions; see {@link SessionSettings}. */
public interface SessionConfig {

  /** Threads of one inference; all cores when not set. */
  OptionalInt threads();

  /** False, as decoding and the other stages share the cores: waiting threads must sleep. */
  @WithDefault("false")
  boolean spinning();

  /** Whether memory is kept between batches. */
  @WithDefault("true")
  boolean arena();

  @WithDefault("all")
  GraphOptimization optimization();

  /** Folder of this machine for optimised graphs and TensorRT's engines; none when not set. */
  Optional<Path> cache();

  @WithDefault("cpu")
  ExecutionProvider provider();

  /** Which GPU. */
  @WithDefault("0")
  int deviceId();

  /** Of each network on the GPU; all when not set. */
  Optional<MemorySize> memoryLimit();

  /** Whether TensorRT may calculate in half precision. */
  @WithDefault("false")
  boolean fp16();

  /**
   * @throws IllegalArgumentException that names the key when the settings make no sense
   */
  static SessionSettings settings(SessionConfig config) {
    return new SessionSettings(
        config.threads().orElse(Runtime.getRuntime().availableProcessors()),
        config.spinning(),
        config.arena(),
        config.optimization(),
        config.cache(),
        config.provider(),
        config.deviceId(),
        config.memoryLimit().stream().mapToLong(MemorySize::asLongValue).findFirst(),
        config.fp16());
  }
}
