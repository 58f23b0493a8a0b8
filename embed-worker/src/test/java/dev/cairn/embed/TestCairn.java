package dev.cairn.embed;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.embed.session.TinyModel;
import dev.cairn.pipeline.blob.FolderBlobStore;
import dev.cairn.pipeline.broker.BrokerExtension;
import dev.cairn.pipeline.bundle.Bundle;
import dev.cairn.pipeline.bundle.BundleStore;
import dev.cairn.pipeline.bundle.EnsembleDigest;
import dev.cairn.pipeline.bundle.FolderBundleStore;
import dev.cairn.pipeline.bundle.VectorGroups;
import dev.cairn.pipeline.config.PipelineConfig;
import dev.cairn.pipeline.topic.TopicAdmin;
import dev.cairn.schemas.avro.EmbeddingRecord;
import dev.cairn.schemas.avro.EnsemblePublished;
import dev.cairn.schemas.avro.ImageRecord;
import dev.cairn.schemas.avro.ModelEvent;
import dev.cairn.schemas.codec.Codecs;
import dev.cairn.schemas.topic.Topic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Topics and a store of their own for a worker, and what its users do. */
final class TestCairn {
  static final byte[] PHOTO = TestImages.png(10, 20, 30);

  private final BrokerExtension broker;
  private final Path folder;
  private final String prefix = "test-" + UUID.randomUUID();
  private final BundleStore bundles;

  TestCairn(BrokerExtension broker, Path folder) throws InterruptedException {
    this.broker = broker;
    this.folder = folder;
    bundles = new FolderBundleStore(store());
    TopicAdmin.createMissing(broker.kafka(), prefix);
  }

  private Path store() {
    return folder.resolve("store");
  }

  EmbedService startWorker() throws InterruptedException {
    return startWorker(Map.of());
  }

  EmbedService startWorker(Map<String, String> settings) throws InterruptedException {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .withDefaultValues(settings)
            .addDiscoveredConverters()
            .withMapping(EmbedConfig.class)
            .withMapping(PipelineConfig.class)
            .withDefaultValue("cairn.pipeline.store", store().toString())
            .withDefaultValue("cairn.pipeline.topic-prefix", prefix)
            .build();
    return EmbedService.start(
        config.getConfigMapping(EmbedConfig.class),
        config.getConfigMapping(PipelineConfig.class),
        broker.kafka(),
        new SimpleMeterRegistry());
  }

  /** Lets a model serve alone; gives the digest of that ensemble. */
  String announce(TinyModel model) throws IOException {
    return announce(List.of(publish(model)));
  }

  String announce(List<String> bundleDigests) {
    return announce("default", bundleDigests, null, VectorGroups.NONE);
  }

  /** Lets models serve whose vectors are averaged. */
  String announceAveraged(TinyModel first, TinyModel second) throws IOException {
    List<String> bundleDigests = List.of(publish(first), publish(second));
    return announce("default", bundleDigests, null, new VectorGroups(List.of(0, 0)));
  }

  /** Lets a model's generation of the gallery be made from another one's. */
  String announceNext(TinyModel model, String source) throws IOException {
    return announce("default/next", List.of(publish(model)), source, VectorGroups.NONE);
  }

  void withdrawNext() {
    send(Topic.MODELS, "default/next", null);
  }

  private String publish(TinyModel model) throws IOException {
    return model.publish(bundles, folder).digest();
  }

  /** Digest of a bundle whose files are no longer what it says. */
  String tamperedBundle(TinyModel model) throws IOException {
    Bundle bundle = model.publish(bundles, folder);
    Files.writeString(bundle.folder().resolve("classes.csv"), "other classes");
    return bundle.digest();
  }

  private String announce(
      String name, List<String> bundleDigests, String source, VectorGroups groups) {
    String digest = EnsembleDigest.of(bundleDigests, groups);
    var ensemble = new EnsemblePublished(name, digest, bundleDigests, source, groups.ofModels());
    var event = new ModelEvent(ensemble, TestImages.PUBLISHED_AT);
    send(Topic.MODELS, name, Codecs.MODEL_EVENT.encode(event));
    return digest;
  }

  static ImageRecord.Builder query(String imageId) {
    return TestImages.message(imageId, PHOTO);
  }

  /** A photograph of the gallery, as publishing puts it into the store. */
  ImageRecord.Builder gallery(String imageId) throws IOException {
    return query(imageId)
        .setContent(null)
        .setBlob(new FolderBlobStore(store()).put(PHOTO, "image/png"))
        .setLandmarkId("tower");
  }

  void publish(Topic topic, ImageRecord.Builder... images) {
    Arrays.stream(images)
        .map(ImageRecord.Builder::build)
        .forEach(image -> send(topic, image.getImageId(), Codecs.IMAGE.encode(image)));
  }

  void removeFromGallery(String imageId) {
    send(Topic.GALLERY_IMAGES, imageId, null);
  }

  /** As when a generation is dropped. */
  void dropRow(String ensembleDigest, String imageId) {
    send(Topic.GALLERY, ensembleDigest + "/" + imageId, null);
  }

  private void send(Topic topic, String key, byte[] value) {
    broker.send(List.of(new ProducerRecord<>(topic.name(prefix), key.getBytes(UTF_8), value)));
  }

  /** Waits for this many records. */
  List<ConsumerRecord<byte[], byte[]>> read(Topic topic, int count) {
    return broker.read(topic.name(prefix), count);
  }

  List<ConsumerRecord<byte[], byte[]>> readAll(Topic topic) {
    return broker.readAll(topic.name(prefix));
  }

  /** Waits for this many embeddings. */
  List<EmbeddingRecord> embeddings(Topic topic, int count) {
    return read(topic, count).stream()
        .map(record -> Codecs.EMBEDDING.decode(record.value()))
        .toList();
  }
}
