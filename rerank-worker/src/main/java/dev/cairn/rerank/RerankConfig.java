package dev.cairn.rerank;

import dev.cairn.rerank.opensearch.OpenSearchConfig;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalDouble;

/** Settings of the rerank-worker. */
@ConfigMapping(prefix = "cairn.rerank")
public interface RerankConfig {

  /** Names this worker among others of its kind: unique, and the same after a restart. */
  @WithDefault("rerank-0")
  String instanceId();

  /** Where and how the gallery is searched: exact, certified, approximate, auto or opensearch. */
  @WithDefault("exact")
  IndexKind indexKind();

  /** Of so many queries one is searched for exactly too, where the index is approximate. */
  @WithDefault("100")
  int recallSample();

  /** Used when the kind of the index is {@link IndexKind#OPENSEARCH}. */
  @WithName("opensearch")
  OpenSearchConfig openSearch();

  /** Folder of the gallery index, this worker's own; it can be deleted and is then rebuilt. */
  @WithDefault("work/gallery")
  Path index();

  /** Name of a score strategy, or a properties file with one and its parameters. */
  @WithDefault("original")
  String strategy();

  /** What nearness to photographs of no landmark costs, for strategy {@code combined}. */
  @WithDefault("9")
  double lambda();

  /** Log score below which no landmark is predicted; any score is enough when it is not set. */
  OptionalDouble minLogScore();

  /** Gallery images looked at for each query. */
  @WithDefault("5")
  int neighbours();

  /** Classes looked at for each query. */
  @WithDefault("5")
  int classes();

  /** Queries that go over the gallery at once. */
  @WithDefault("32")
  int maxBatchQueries();

  /** Time between commits of the index: what a crash reads again. */
  @WithDefault("30s")
  Duration commitInterval();

  /**
   * Age of the last commit at which the index is filled again from the topic. Must be below the
   * gallery topic's {@code delete.retention.ms}, after which deletions are forgotten: 30 days, but
   * 24 hours where an earlier version made the topic.
   */
  @WithDefault("20h")
  Duration maxCheckpointAge();
}
