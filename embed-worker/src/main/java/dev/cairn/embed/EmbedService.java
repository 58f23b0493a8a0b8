package dev.cairn.embed;

import dev.cairn.embed.ensemble.Announcement;
import dev.cairn.embed.ensemble.EnsembleFollower;
import dev.cairn.embed.session.BatchLimits;
import dev.cairn.embed.session.Ensemble;
import dev.cairn.embed.session.Providers;
import dev.cairn.embed.session.SessionSettings;
import dev.cairn.pipeline.bundle.BundleStore;
import dev.cairn.pipeline.bundle.FolderBundleStore;
import dev.cairn.pipeline.config.PipelineConfig;
import dev.cairn.pipeline.topic.TopicAdmin;
import dev.cairn.schemas.avro.EnsemblePublished;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.schemas.topic.Topic;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The running worker. Nothing is consumed until the first ensemble is loaded; then queries and the
 * gallery's photographs are. Each later ensemble is loaded beside the one that serves; one that
 * cannot be loaded is refused and the former goes on.
 */
public final class EmbedService implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(EmbedService.class);

  private final BundleStore bundles;
  private final SessionSettings session;
  private final BatchLimits limits;
  private final Generations generations;
  private EnsembleFollower follower;

  /** Of the announcement that is adopted now; only the follower's thread sees it. */
  private Optional<String> refusal = Optional.empty();

  private volatile EmbedStatus status = EmbedStatus.waiting();

  private EmbedService(
      EmbedConfig config,
      PipelineConfig pipeline,
      Map<String, Object> kafka,
      MeterRegistry registry) {
    bundles = new FolderBundleStore(pipeline.store());
    session = SessionConfig.settings(config.session());
    limits = new BatchLimits(config.maxBatchImages(), config.batchPixels());
    generations = new Generations(new Lanes(config, pipeline, kafka, registry), this::load);
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
    return follower.isRunning() && generations.areSound();
  }

  private void adopt(Announcement announcement) {
    Optional<String> former = generations.servingDigest();
    refusal = Optional.empty();
    generations.serve(announcement.serving());
    generations.prepare(announcement.next());
    status = new EmbedStatus(generations.servingDigest(), generations.nextDigest(), refusal);
    if (!status.ensembleDigest().equals(former)) {
      LOG.infof("Serving ensemble %s", status.ensembleDigest().orElseThrow());
    }
    status
        .nextDigest()
        .ifPresent(next -> LOG.infof("Making the gallery's generation of ensemble %s", next));
  }

  private Optional<Ensemble> load(EnsemblePublished announced) {
    try {
      return Optional.of(Ensemble.load(announced, bundles, session, limits));
    } catch (CairnException e) {
      return refuse(e.code(), e);
    } catch (OutOfMemoryError e) {
      return refuse(ErrorCode.MEMORY_INSUFFICIENT, e);
    } catch (IOException | RuntimeException e) {
      return refuse(ErrorCode.MODEL_INVALID, e);
    }
  }

  private Optional<Ensemble> refuse(ErrorCode code, Throwable cause) {
    LOG.errorf(cause, "The announced ensemble is refused: %s", code);
    refusal = Optional.of(code + ": " + cause.getMessage());
    return Optional.empty();
  }

  /** Finishes and commits what is in flight. */
  @Override
  public void close() throws InterruptedException {
    follower.close();
    generations.close();
  }
}
