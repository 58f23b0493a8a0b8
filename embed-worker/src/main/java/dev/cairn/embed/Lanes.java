package dev.cairn.embed;

import dev.cairn.embed.ensemble.ServingEnsemble;
import dev.cairn.embed.lane.DeviceTurns;
import dev.cairn.embed.lane.Lane;
import dev.cairn.embed.stage.EmbedFunction;
import dev.cairn.embed.stage.PreparedImage;
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

/** Starts the stage loops of the worker. */
final class Lanes {
  private final EmbedConfig config;
  private final String topicPrefix;
  private final Map<String, Object> kafka;
  private final MeterRegistry registry;
  private final BlobStore blobs;
  private final ImageDecoder decoder;

  Lanes(
      EmbedConfig config,
      PipelineConfig pipeline,
      Map<String, Object> kafka,
      MeterRegistry registry) {
    this.config = config;
    this.topicPrefix = pipeline.topicPrefix();
    this.kafka = kafka;
    this.registry = registry;
    this.blobs = new FolderBlobStore(pipeline.store(), config.maxImageBytes());
    this.decoder =
        new ImageDecoder(
            new ImageLimits(
                config.maxImageBytes(), config.maxSidePixels(), config.maxImagePixels()));
  }

  /** How the lanes share the device. */
  DeviceTurns turns() {
    double gallery = config.galleryShare();
    if (!(gallery > 0 && gallery < 1)) {
      throw new IllegalArgumentException(
          "cairn.embed.gallery-share is %s; it must be more than 0 and less than 1"
              .formatted(gallery));
    }
    return new DeviceTurns(lane -> lane == Lane.GALLERY ? gallery : 1 - gallery, registry);
  }

  /** Queries are embedded once, by whichever ensemble serves. */
  StageLoop<PreparedImage> startQueries(ServingEnsemble serving) {
    return start(Lane.QUERIES, "embed-query", topicPrefix + ".embed-query", serving);
  }

  /**
   * A group of its own for each announcement reads the gallery from its beginning, so that every
   * photograph is embedded anew; also when an earlier ensemble comes back, whose rows the one
   * between has replaced.
   */
  StageLoop<PreparedImage> startGallery(
      ServingEnsemble serving, String ensembleDigest, long announcementOffset) {
    String group =
        "%s.embed-gallery.%s.%d".formatted(topicPrefix, ensembleDigest, announcementOffset);
    return start(Lane.GALLERY, "embed-gallery", group, serving);
  }

  private StageLoop<PreparedImage> start(
      Lane lane, String name, String group, ServingEnsemble serving) {
    int decodeThreads =
        config.decodeThreads().orElse(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    StageConfig stage =
        new StageConfig(
            name,
            group,
            List.of(lane.input().name(topicPrefix)),
            config.instanceId(),
            Topic.DEAD_LETTERS.name(topicPrefix),
            StageLimits.ofBatch(config.maxBatchImages()).withPrepareThreads(decodeThreads));
    var function = new EmbedFunction(lane, topicPrefix, serving, blobs, decoder, Clock.systemUTC());
    StageLoop<PreparedImage> loop = new StageLoop<>(stage, kafka, function, registry);
    loop.start();
    return loop;
  }
}
