package dev.cairn.standalone.replay;

import dev.cairn.rerank.RerankConfig;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** The settings that a rerank-worker would have here, by environment and system properties. */
public final class WorkerSettings {
  /** Above every other source: the command line has the last word. */
  private static final int ORDINAL = 1000;

  private WorkerSettings() {}

  /**
   * @param given keys of {@code cairn.rerank} that the command line sets
   */
  public static RerankConfig with(Map<String, String> given) {
    return new SmallRyeConfigBuilder()
        .addDefaultSources()
        .addDiscoveredConverters()
        .withSources(new PropertiesConfigSource(given, "command line", ORDINAL))
        .withMapping(RerankConfig.class)
        .build()
        .getConfigMapping(RerankConfig.class);
  }
}
