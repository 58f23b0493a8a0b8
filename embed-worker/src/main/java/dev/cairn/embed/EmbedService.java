package dev.cairn.embed;

import dev.cairn.embed.ensemble.Announcement;
import dev.cairn.embed.ensemble.EnsembleFollower;
import dev.cairn.embed.ensemble.ServingEnsemble;
import dev.cairn.embed.lane.DeviceTurns;
import dev.cairn.embed.session.BatchLimits;
import dev.cairn.embed.session.Ensemble;
import dev.cairn.embed.session.Providers;
import dev.cairn.embed.session.SessionSettings;
import dev.cairn.embed.stage.PreparedImage;
import dev.cairn.pipeline.bundle.BundleStore;
import dev.cairn.pipeline.bundle.FolderBundleStore;
import dev.cairn.pipeline.config.PipelineConfig;
import dev.cairn.pipeline.stage.StageLoop;
import dev.cairn.pipeline.topic.TopicAdmin;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.schemas.topic.Topic;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * The running worker. Nothing is consumed until the first ensemble is loaded; then both lanes run.
 * Each later ensemble is loaded beside the one that serves; one that cannot be loaded is refused
 * and the former goes on.
 */
public final class EmbedService implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(EmbedService.class);

  private final BundleStore bundles;
  private final Lanes lanes;
  private final DeviceTurns turns;
  private final SessionSettings session;
  private final BatchLimits limits;
  private EnsembleFollower follower;
  private volatile EmbedStatus status = EmbedStatus.waiting();

  /** Set by the follower's thread; null until the first ensemble. */
  private volatile Running running;

  /** The gallery's loop is missing while it changes its ensemble. */
  private record Running(
      ServingEnsemble serving,
      StageLoop<PreparedImage> queries,
      List<StageLoop<PreparedImage>> gallery) {

    boolean isSound() {
      return queries.isRunning() && gallery.stream().allMatch(StageLoop::isRunning);
    }
  }

  private EmbedService(
      EmbedConfig config,
      PipelineConfig pipeline,
      Map<String, Object> kafka,
      MeterRegistry registry) {
    bundles = new FolderBundleStore(pipeline.store());
    lanes = new Lanes(config, pipeline, kafka, registry);
    turns = lanes.turns();
    session = SessionConfig.settings(config.session());
    limits = new BatchLimits(config.maxBatchImages(), config.batchPixels());
  }

  /**
   * Creates missing topics and starts to follow the models.
   *
   * @param kafka the installation's client settings
   * @throws CairnException with {@link ErrorCode#KAFKA_UNREACHABLE}, or {@link
   *     ErrorCode#DEVICE_UNAVAILABLE} when the networks cannot run on what is configured
   */
  public static EmbedService start(
      EmbedConfig config,
      PipelineConfig pipeline,
      Map<String, Object> kafka,
      MeterRegistry registry)
      throws InterruptedException {
    EmbedService service = new EmbedService(config, pipeline, kafka, registry);
    Providers.check(service.session);
    TopicAdmin.createMissing(kafka, pipeline.topicPrefix());
    service.follower =
        EnsembleFollower.start(
            kafka, Topic.MODELS.name(pipeline.topicPrefix()), pipeline.ensemble(), service::adopt);
    return service;
  }

  public EmbedStatus status() {
    return status;
  }

  /** False when a part has ended by a failure that only a restart mends; waiting is no failure. */
  public boolean isSound() {
    Running now = running;
    return follower.isRunning() && (now == null || now.isSound());
  }

  private void adopt(Announcement announcement) {
    Ensemble next;
    try {
      next = Ensemble.load(announcement.ensemble(), bundles, session, limits);
    } catch (CairnException e) {
      refuse(e.code(), e);
      return;
    } catch (OutOfMemoryError e) {
      refuse(ErrorCode.MEMORY_INSUFFICIENT, e);
      return;
    } catch (IOException | RuntimeException e) {
      refuse(ErrorCode.MODEL_INVALID, e);
      return;
    }
    serve(next, announcement.offset());
    status = EmbedStatus.serving(next.digest());
    LOG.infof("Serving ensemble %s", next.digest());
  }

  private void serve(Ensemble next, long announcementOffset) {
    Running before = running;
    if (before == null) {
      ServingEnsemble serving = new ServingEnsemble(next, turns);
      before = new Running(serving, lanes.startQueries(serving), List.of());
    } else {
      running = new Running(before.serving(), before.queries(), List.of());
      // Before the switch: a late row of the old ensemble must not replace one of the new.
      before.gallery().forEach(StageLoop::close);
      before.serving().switchTo(next);
    }
    var gallery = lanes.startGallery(before.serving(), next.digest(), announcementOffset);
    running = new Running(before.serving(), before.queries(), List.of(gallery));
  }

  private void refuse(ErrorCode code, Throwable cause) {
    LOG.errorf(cause, "The announced ensemble is refused: %s", code);
    status = status.refused(code + ": " + cause.getMessage());
  }

  /** Finishes and commits what is in flight. */
  @Override
  public void close() throws InterruptedException {
    follower.close();
    if (running != null) {
      running.queries().close();
      running.gallery().forEach(StageLoop::close);
      running.serving().close();
    }
  }
}
