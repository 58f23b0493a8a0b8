package dev.cairn.rerank;

import dev.cairn.rerank.gallery.AutomaticMode;
import dev.cairn.rerank.gallery.FeedTimes;
import dev.cairn.rerank.gallery.GalleryIndex;
import dev.cairn.rerank.gallery.LuceneGalleryIndex;
import dev.cairn.rerank.gallery.SearchMode;
import dev.cairn.rerank.opensearch.OpenSearchGalleryIndex;
import dev.cairn.rerank.score.ScoreStrategy;
import dev.cairn.rerank.score.Strategies;
import dev.cairn.rerank.score.StrategyDefaults;
import dev.cairn.schemas.error.CairnException;
import java.io.IOException;
import org.jboss.logging.Logger;

/** What the settings of a rerank-worker describe, for the worker and for whoever replays it. */
public final class RerankParts {
  private static final Logger LOG = Logger.getLogger(RerankParts.class);

  private RerankParts() {}

  /**
   * @throws CairnException with {@code START_FAILED} when there is no such strategy
   */
  public static ScoreStrategy strategy(RerankConfig config) {
    return Strategies.of(config.strategy(), strategyDefaults(config));
  }

  /** What strategies take where their file says nothing. */
  public static StrategyDefaults strategyDefaults(RerankConfig config) {
    return new StrategyDefaults(config.neighbours(), config.classes(), config.lambda());
  }

  /**
   * Opens the index or makes a new one.
   *
   * @throws CairnException with {@code STORE_IN_USE} or {@code START_FAILED}
   */
  public static GalleryIndex openIndex(RerankConfig config, String topicPrefix) throws IOException {
    return switch (config.indexKind()) {
      case EXACT -> LuceneGalleryIndex.open(config.index(), SearchMode.EXACT);
      case CERTIFIED -> LuceneGalleryIndex.open(config.index(), SearchMode.CERTIFIED);
      case APPROXIMATE -> LuceneGalleryIndex.open(config.index(), SearchMode.APPROXIMATE);
      case AUTO -> {
        AutomaticMode automatic = AutomaticMode.of(config.index());
        LOG.infof("The gallery is searched %s: %s", automatic.mode(), automatic.reason());
        yield LuceneGalleryIndex.open(config.index(), automatic.mode());
      }
      case OPENSEARCH ->
          OpenSearchGalleryIndex.open(config.openSearch(), topicPrefix, config.instanceId());
    };
  }

  public static FeedTimes feedTimes(RerankConfig config) {
    return new FeedTimes(config.commitInterval(), config.maxCheckpointAge());
  }
}
