package dev.cairn.embed;

import dev.cairn.embed.ensemble.ServingEnsemble;
import dev.cairn.embed.lane.DeviceTurns;
import dev.cairn.embed.lane.Lane;
import dev.cairn.embed.session.Ensemble;
import dev.cairn.embed.stage.EmbedFunction;
import dev.cairn.embed.stage.GalleryRoute;
import dev.cairn.embed.stage.GenerationRoute;
import dev.cairn.embed.stage.QueryRoute;
import dev.cairn.embed.stage.Route;
import dev.cairn.embed.stage.Work;
import dev.cairn.imaging.ImageDecoder;
import dev.cairn.imaging.ImageLimits;
import dev.cairn.pipeline.blob.BlobStore;
import dev.cairn.pipeline.blob.FolderBlobStore;
import dev.cairn.pipeline.config.PipelineConfig;
import dev.cairn.pipeline.stage.StageConfig;
import dev.cairn.pipeline.stage.StageLimits;
import dev.cairn.pipeline.stage.StageLoop;
import dev.cairn.schemas.topic.Topic;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts the stage loops of the worker. */
final class Lanes {
  private final EmbedConfig config;
  private final String topicPrefix;
  private final Map<String, Object> kafka;
  private final MeterRegistry registry;
  private final BlobStore blobs;
  private final ImageDecoder decoder;
  private final DeviceTurns turns;

  Lanes(
      EmbedConfig config,
      PipelineConfig pipeline,
      Map<String, Object> kafka,
      MeterRegistry registry) {
    this.config = config;
    this.topicPrefix = pipeline.topicPrefix();
    this.kafka = kafka;
    this.registry = registry;
    this.turns = turns(config.galleryShare(), registry);
    this.blobs = new FolderBlobStore(pipeline.store(), config.maxImageBytes());
    this.decoder =
        new ImageDecoder(
            new ImageLimits(
                config.maxImageBytes(), config.maxSidePixels(), config.maxImagePixels()));
  }

  private static DeviceTurns turns(double gallery, MeterRegistry registry) {
    if (!(gallery > 0 && gallery < 1)) {
      throw new IllegalArgumentException(
          "cairn.embed.gallery-share is %s; it must be more than 0 and less than 1"
              .formatted(gallery));
    }
    return new DeviceTurns(lane -> lane == Lane.GALLERY ? gallery : 1 - gallery, registry);
  }

  /** Makes an ensemble share the device with all that these lanes do. */
  ServingEnsemble serving(Ensemble ensemble) {
    return new ServingEnsemble(ensemble, turns);
  }

  /** Queries are embedded once, by whichever ensemble serves. */
  StageLoop<Work> startQueries(ServingEnsemble serving) {
    Route route = new QueryRoute(Topic.EMBEDDINGS.name(topicPrefix));
    return start("embed-query", Topic.IMAGES, route, Lane.QUERIES, serving);
  }

  /** New photographs of the gallery too; other generations have them from its rows. */
  StageLoop<Work> startGallery(ServingEnsemble serving) {
    Route route = new GalleryRoute(Topic.GALLERY.name(topicPrefix), serving::digest);
    return start("embed-gallery", Topic.GALLERY_IMAGES, route, Lane.GALLERY, serving);
  }

  /**
   * What the gallery has comes to the generation of one ensemble. A group of its own remembers how
   * far that is, also while the ensemble is away.
   */
  StageLoop<Work> startGeneration(Ensemble ensemble, Optional<String> source) {
    Route route = new GenerationRoute(Topic.GALLERY.name(topicPrefix), ensemble.digest(), source);
    return start(
        GenerationRoute.stage(ensemble.digest()),
        Topic.GALLERY,
        route,
        Lane.GALLERY,
        serving(ensemble));
  }

  private StageLoop<Work> start(
      String name, Topic input, Route route, Lane lane, ServingEnsemble serving) {
    int decodeThreads =
        config.decodeThreads().orElse(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    StageConfig stage =
        new StageConfig(
            name,
            topicPrefix + "." + name,
            List.of(input.name(topicPrefix)),
            config.instanceId(),
            Topic.DEAD_LETTERS.name(topicPrefix),
            StageLimits.ofBatch(config.maxBatchImages()).withPrepareThreads(decodeThreads));
    var function = new EmbedFunction(route, lane, serving, blobs, decoder, Clock.systemUTC());
    StageLoop<Work> loop = new StageLoop<>(stage, kafka, function, registry);
    loop.start();
    return loop;
  }
}
