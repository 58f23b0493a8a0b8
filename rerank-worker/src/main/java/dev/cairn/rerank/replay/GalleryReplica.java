package dev.cairn.rerank.replay;

import dev.cairn.rerank.RerankConfig;
import dev.cairn.rerank.RerankParts;
import dev.cairn.rerank.classes.ClassIndex;
import dev.cairn.rerank.embedding.Embedding;
import dev.cairn.rerank.gallery.GalleryFeed;
import dev.cairn.rerank.gallery.GalleryIndex;
import dev.cairn.rerank.gallery.NonLandmarkIndex;
import dev.cairn.rerank.gallery.RecallMeter;
import dev.cairn.rerank.score.Evidence;
import dev.cairn.rerank.score.Needs;
import dev.cairn.rerank.score.ScoreStrategy;
import dev.cairn.rerank.stage.EvidenceSearch;
import dev.cairn.rerank.stage.QueryGroups;
import dev.cairn.rerank.stage.Reranker;
import dev.cairn.schemas.avro.Prediction;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.schemas.topic.Topic;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The gallery as its topic is now, in an index of one's own, searched as a rerank-worker of these
 * settings would.
 */
public final class GalleryReplica implements AutoCloseable {
  private static final long TURN_MILLIS = 200;

  private final RerankConfig config;
  private final GalleryIndex index;
  private final MeterRegistry registry;

  private GalleryReplica(RerankConfig config, GalleryIndex index, MeterRegistry registry) {
    this.config = config;
    this.index = index;
    this.registry = registry;
  }

  /**
   * Opens the index of the settings, reads into it what the topic holds at the moment, or what has
   * come since it was last filled, and commits.
   *
   * @throws CairnException with {@code STORE_IN_USE} or {@code START_FAILED}
   */
  public static GalleryReplica fill(
      RerankConfig config, RecordedTopics topics, ReadingProgress progress)
      throws IOException, InterruptedException {
    GalleryIndex index = RerankParts.openIndex(config, topics.prefix());
    MeterRegistry registry = new SimpleMeterRegistry();
    try {
      try (GalleryFeed feed =
          new GalleryFeed(
              topics.kafka(),
              Topic.GALLERY.name(topics.prefix()),
              index,
              RerankParts.feedTimes(config),
              registry)) {
        feed.start();
        await(feed, progress);
      }
      return new GalleryReplica(config, index, registry);
    } catch (IOException | InterruptedException | RuntimeException e) {
      index.close();
      throw e;
    }
  }

  private static void await(GalleryFeed feed, ReadingProgress progress)
      throws IOException, InterruptedException {
    CompletableFuture<Object> end = CompletableFuture.anyOf(feed.caughtUp(), feed.ended());
    long all = Long.MAX_VALUE;
    while (!isDone(end)) {
      all = Math.min(all, feed.ahead());
      if (all < Long.MAX_VALUE) {
        progress.at(all - Math.min(all, feed.ahead()), all);
      }
    }
    if (all < Long.MAX_VALUE) {
      progress.at(all, all);
    }
  }

  /** Waits for a moment at most. */
  private static boolean isDone(CompletableFuture<Object> end)
      throws IOException, InterruptedException {
    try {
      end.get(TURN_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IOException("The gallery cannot be read: " + e.getCause().getMessage(), e);
    }
  }

  /** Records of the gallery topic that were refused while it was read. */
  public long refused() {
    return (long)
        registry.find("cairn.gallery.refused").counters().stream()
            .mapToDouble(c -> c.count())
            .sum();
  }

  /** How many photographs of no landmark a generation has. */
  private int nonLandmarks(String ensembleDigest) throws IOException {
    Optional<NonLandmarkIndex> kept = index.nonLandmarks();
    return kept.isPresent() ? kept.get().images(ensembleDigest) : 0;
  }

  /**
   * Answers queries by a strategy. A generation without the photographs of no landmark that it
   * compares with is refused with {@code DATASET_INVALID}.
   */
  public QueryGroups.Step<Prediction> answers(ScoreStrategy strategy) {
    Reranker reranker = new Reranker(index, recall(), strategy, config.minLogScore());
    return (queries, classIndex) -> {
      require(strategy.name(), strategy.needs(), queries.getFirst().ensembleDigest());
      return reranker.rerank(queries, classIndex).stream().map(Answers::alone).toList();
    };
  }

  /** Looks up what strategies want to know; without photographs of no landmark, they tell 0. */
  public QueryGroups.Step<Evidence> evidence(Needs needs) {
    EvidenceSearch search = new EvidenceSearch(index, recall(), needs);
    return (List<Embedding> queries, ClassIndex classIndex) ->
        search.find(queries, classIndex).evidence();
  }

  private RecallMeter recall() {
    return new RecallMeter(index, config.recallSample(), registry);
  }

  private void require(String strategy, Needs needs, String ensembleDigest) throws IOException {
    if (needs.nonLandmarks() && nonLandmarks(ensembleDigest) == 0) {
      throw new CairnException(
          ErrorCode.DATASET_INVALID,
          "Strategy %s compares with photographs of no landmark, and generation %.12s has none: `cairn publish --non-landmark FOLDER` brings some"
              .formatted(strategy, ensembleDigest));
    }
  }

  @Override
  public void close() throws IOException {
    index.close();
  }
}
