package dev.cairn.standalone.command;

import dev.cairn.pipeline.bundle.FolderBundleStore;
import dev.cairn.pipeline.bundle.VectorGroups;
import dev.cairn.rerank.RerankConfig;
import dev.cairn.rerank.classes.ClassIndexes;
import dev.cairn.rerank.replay.GalleryReplica;
import dev.cairn.rerank.replay.QuerySelection;
import dev.cairn.rerank.replay.ReadingProgress;
import dev.cairn.rerank.replay.RecordedQueries;
import dev.cairn.rerank.replay.RecordedTopics;
import dev.cairn.schemas.topic.Topic;
import dev.cairn.standalone.client.ConnectionOptions;
import dev.cairn.standalone.client.Installation;
import dev.cairn.standalone.client.Progress;
import dev.cairn.standalone.gallery.Composition;
import dev.cairn.standalone.gallery.Gallery;
import dev.cairn.standalone.gallery.GalleryScan;
import dev.cairn.standalone.replay.ReplicaFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options by which a command answers recorded queries again. */
final class ReplayOptions {
  /** Each query keeps to the ensemble that it was embedded for. */
  private static final Composition OWN = new Composition(List.of(), VectorGroups.NONE);

  @Mixin ConnectionOptions connection;

  @Option(
      names = "--generation",
      paramLabel = "DIGEST",
      description =
          "Search this generation of the gallery, by the start of its digest, as far as the queries"
              + " have vectors of its models (default: the one that each was embedded for).")
  String generation;

  @Option(
      names = "--index-folder",
      paramLabel = "DIR",
      description =
          "Keep the index there: the next time it only reads what has come since (default: a"
              + " temporary folder).")
  Path indexFolder;

  /** The installation, once all topics that are read are there. */
  Installation connect() throws IOException, InterruptedException {
    Installation cairn = connection.connect();
    topics(cairn).require(Topic.EMBEDDINGS, Topic.GALLERY, Topic.PREDICTIONS, Topic.MODELS);
    return cairn;
  }

  RecordedTopics topics(Installation cairn) {
    return new RecordedTopics(cairn.kafka(), cairn.topicPrefix());
  }

  ReplicaFolder folder() throws IOException {
    return ReplicaFolder.open(Optional.ofNullable(indexFolder));
  }

  /**
   * @param batchId empty for all batches
   */
  QuerySelection selection(Installation cairn, Optional<String> batchId) {
    Composition chosen =
        Optional.ofNullable(generation).flatMap(_ -> composition(cairn)).orElse(OWN);
    return new QuerySelection(batchId, chosen.bundleDigests(), chosen.groups());
  }

  private Optional<Composition> composition(Installation cairn) {
    try (GalleryScan scan = new GalleryScan(cairn)) {
      Gallery gallery = scan.readAll();
      return gallery.composition(gallery.complete(generation));
    }
  }

  GalleryReplica gallery(Installation cairn, RerankConfig config)
      throws IOException, InterruptedException {
    try (Progress bar = Progress.start("filling the index", 0)) {
      return GalleryReplica.fill(config, topics(cairn), shown(bar));
    }
  }

  RecordedQueries queries(Installation cairn, QuerySelection selection, RerankConfig config) {
    return new RecordedQueries(
        topics(cairn),
        selection,
        new ClassIndexes(new FolderBundleStore(cairn.work().store())),
        config.maxBatchQueries());
  }

  static ReadingProgress shown(Progress bar) {
    return (done, total) -> {
      bar.total(total);
      bar.at(done);
    };
  }
}
