package dev.cairn.pipeline.config;

import dev.cairn.schemas.topic.Topic;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** What every worker shares. */
@ConfigMapping(prefix = "cairn.pipeline")
public interface PipelineConfig {

  /** Folder of blobs, bundles and datasets; all workers must see the same one. */
  @WithDefault("work/store")
  Path store();

  /** Topics are named {@code <prefix>.<name>.v1}. */
  @WithDefault(Topic.DEFAULT_PREFIX)
  String topicPrefix();

  /** Name of the ensemble whose {@code EnsemblePublished} events the workers follow. */
  @WithDefault("default")
  String ensemble();
}
