package dev.cairn.embed.stage;

import dev.cairn.embed.TestImages;
import dev.cairn.embed.ensemble.ServingEnsemble;
import dev.cairn.embed.lane.DeviceTurns;
import dev.cairn.embed.lane.Lane;
import dev.cairn.embed.session.BatchLimits;
import dev.cairn.embed.session.Ensemble;
import dev.cairn.embed.session.SessionSettings;
import dev.cairn.embed.session.TinyModel;
import dev.cairn.imaging.ImageDecoder;
import dev.cairn.imaging.ImageLimits;
import dev.cairn.pipeline.blob.BlobStore;
import dev.cairn.pipeline.blob.FolderBlobStore;
import dev.cairn.pipeline.bundle.BundleStore;
import dev.cairn.pipeline.bundle.EnsembleDigest;
import dev.cairn.pipeline.bundle.FolderBundleStore;
import dev.cairn.pipeline.stage.Outcome;
import dev.cairn.schemas.avro.BlobRef;
import dev.cairn.schemas.avro.EnsemblePublished;
import dev.cairn.schemas.avro.ImageRecord;
import dev.cairn.schemas.codec.Codecs;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The stage with a small model and a store in a folder. */
final class EmbedFixture implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-07-01T12:00:05Z");
  private static final BatchLimits LIMITS = new BatchLimits(4, 128);

  private final Path folder;
  private final BundleStore bundles;
  private final BlobStore blobs;
  private final ServingEnsemble serving;

  EmbedFixture(Path folder) throws IOException {
    this.folder = folder;
    bundles = new FolderBundleStore(folder.resolve("store"));
    blobs = new FolderBlobStore(folder.resolve("store"));
    DeviceTurns turns = new DeviceTurns(_ -> 0.5, new SimpleMeterRegistry());
    serving = new ServingEnsemble(ensemble(4), turns);
  }

  BlobStore blobs() {
    return blobs;
  }

  ServingEnsemble serving() {
    return serving;
  }

  List<Outcome> run(Lane lane, ImageRecord... images) throws InterruptedException {
    EmbedFunction function = function(lane);
    return function.process(
        Arrays.stream(images).map(image -> function.prepare(message(image))).toList());
  }

  EmbedFunction function(Lane lane) {
    return new EmbedFunction(
        route(lane),
        lane,
        serving,
        blobs,
        new ImageDecoder(ImageLimits.defaults()),
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private Route route(Lane lane) {
    return switch (lane) {
      case QUERIES -> new QueryRoute("test.embeddings.v1");
      case GALLERY -> new GalleryRoute("test.gallery.v1", serving::digest);
    };
  }

  /** Of a small model for each size. */
  Ensemble ensemble(int... imageSizes) throws IOException {
    List<String> digests = new ArrayList<>();
    for (int imageSize : imageSizes) {
      digests.add(TinyModel.of(imageSize).publish(bundles, folder).digest());
    }
    var published =
        new EnsemblePublished("default", EnsembleDigest.of(digests), digests, null, List.of());
    return Ensemble.load(published, bundles, SessionSettings.ofThreads(1), LIMITS);
  }

  static ImageRecord.Builder claim(String imageId, BlobRef blob) {
    return TestImages.message(imageId, new byte[0]).setContent(null).setBlob(blob);
  }

  static ConsumerRecord<byte[], byte[]> message(ImageRecord image) {
    return message(Codecs.IMAGE.encode(image));
  }

  static ConsumerRecord<byte[], byte[]> message(byte[] value) {
    return new ConsumerRecord<>("test.images.v1", 0, 0, null, value);
  }

  @Override
  public void close() {
    serving.close();
  }
}
