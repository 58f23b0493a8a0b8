package dev.cairn.rerank;

import dev.cairn.pipeline.bundle.FolderBundleStore;
import dev.cairn.pipeline.config.PipelineConfig;
import dev.cairn.pipeline.stage.StageConfig;
import dev.cairn.pipeline.stage.StageLimits;
import dev.cairn.pipeline.stage.StageLoop;
import dev.cairn.pipeline.topic.TopicAdmin;
import dev.cairn.rerank.classes.ClassIndexes;
import dev.cairn.rerank.embedding.Embedding;
import dev.cairn.rerank.gallery.GalleryFeed;
import dev.cairn.rerank.gallery.GalleryIndex;
import dev.cairn.rerank.gallery.RecallMeter;
import dev.cairn.rerank.score.ScoreStrategy;
import dev.cairn.rerank.stage.RerankFunction;
import dev.cairn.rerank.stage.Reranker;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.topic.Topic;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/**
 * The running worker: the feed fills the index, and once it has caught up, the stage answers
 * queries. When the feed fails, the stage stops rather than answer from an old gallery.
 */
public final class RerankService implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(RerankService.class);

  private final GalleryIndex gallery;
  private final ClassIndexes classIndexes;
  private final GalleryFeed feed;
  private final StageLoop<Embedding> stage;
  private final MeterRegistry registry;
  private final Gauge rows;
  private volatile boolean serving;

  private RerankService(
      RerankConfig config,
      PipelineConfig pipeline,
      Map<String, Object> kafka,
      MeterRegistry registry,
      GalleryIndex gallery,
      Reranker reranker) {
    String prefix = pipeline.topicPrefix();
    this.registry = registry;
    this.gallery = gallery;
    this.classIndexes = new ClassIndexes(new FolderBundleStore(pipeline.store()));
    this.rows = Gauge.builder("cairn.gallery.rows", gallery, GalleryIndex::rows).register(registry);
    this.feed =
        new GalleryFeed(
            kafka, Topic.GALLERY.name(prefix), gallery, RerankParts.feedTimes(config), registry);
    this.stage =
        new StageLoop<>(
            new StageConfig(
                "rerank",
                prefix + ".rerank",
                List.of(Topic.EMBEDDINGS.name(prefix)),
                config.instanceId(),
                Topic.DEAD_LETTERS.name(prefix),
                StageLimits.ofBatch(config.maxBatchQueries())),
            kafka,
            new RerankFunction(reranker, classIndexes, Topic.PREDICTIONS.name(prefix)),
            registry);
  }

  /**
   * Creates missing topics, opens the index and starts to fill it; queries are answered when it has
   * caught up.
   *
   * @param kafka the installation's client settings
   * @throws CairnException with {@code KAFKA_UNREACHABLE}, {@code STORE_IN_USE} or {@code
   *     START_FAILED}
   */
  public static RerankService start(
      RerankConfig config,
      PipelineConfig pipeline,
      Map<String, Object> kafka,
      MeterRegistry registry)
      throws IOException, InterruptedException {
    ScoreStrategy strategy = RerankParts.strategy(config);
    TopicAdmin.createMissing(kafka, pipeline.topicPrefix());
    GalleryIndex gallery = RerankParts.openIndex(config, pipeline.topicPrefix());
    try {
      RecallMeter recall = new RecallMeter(gallery, config.recallSample(), registry);
      Reranker reranker = new Reranker(gallery, recall, strategy, config.minLogScore());
      var service = new RerankService(config, pipeline, kafka, registry, gallery, reranker);
      service.run();
      return service;
    } catch (CairnException e) {
      gallery.close();
      throw e;
    }
  }

  private void run() {
    var unusedStart = feed.caughtUp().thenRun(this::serve).exceptionally(this::stopServing);
    var unusedEnd = feed.ended().exceptionally(this::stopServing);
    feed.start();
  }

  private void serve() {
    LOG.info("The gallery index has caught up; answering queries");
    stage.start();
    serving = true;
  }

  private Void stopServing(Throwable failure) {
    LOG.errorf("No queries are answered until a restart: %s", failure.getMessage());
    stage.close();
    return null;
  }

  public RerankStatus status() {
    Optional<String> failure = failure(feed.ended()).or(() -> failure(stage.ended()));
    return new RerankStatus(failure, gallery.waitsFor(), serving, gallery.rows());
  }

  private static Optional<String> failure(CompletableFuture<Void> ended) {
    return ended.isCompletedExceptionally()
        ? Optional.of(ended.exceptionNow().toString())
        : Optional.empty();
  }

  /** Commits the index and what is in flight. */
  @Override
  public void close() throws IOException, InterruptedException {
    feed.close();
    stage.close();
    registry.remove(rows);
    classIndexes.close();
    gallery.close();
  }
}
