package dev.cairn.embed;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.OptionalInt;

/** Settings of the embed-worker. */
@ConfigMapping(prefix = "cairn.embed")
public interface EmbedConfig {

  /** Names this worker among others of its kind: unique, and the same after a restart. */
  @WithDefault("embed-0")
  String instanceId();

  /** How the networks run. */
  SessionConfig session();

  /** Threads that decode for each lane; half the cores when not set. */
  OptionalInt decodeThreads();

  /** Images of a micro-batch, at most. */
  @WithDefault("8")
  int maxBatchImages();

  /**
   * Share of the time of inference that the gallery's photographs have while queries wait, more
   * than 0 and less than 1; without queries they have all of it.
   */
  @WithDefault("0.2")
  double galleryShare();

  /** Pixels that go through a model at once, of all images together in the size that it takes. */
  @WithDefault("524288")
  int batchPixels();

  /** Largest photograph that is decoded, encoded. */
  @WithDefault("20971520")
  int maxImageBytes();

  /** Longest width or height that is decoded. */
  @WithDefault("20000")
  int maxSidePixels();

  /** Largest width times height that is decoded; each takes 3 bytes. */
  @WithDefault("100000000")
  int maxImagePixels();
}
