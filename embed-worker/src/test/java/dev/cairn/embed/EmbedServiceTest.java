package dev.cairn.embed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.cairn.embed.session.TinyModel;
import dev.cairn.pipeline.blob.FolderBlobStore;
import dev.cairn.pipeline.broker.BrokerExtension;
import dev.cairn.pipeline.bundle.BundleStore;
import dev.cairn.pipeline.bundle.EnsembleDigest;
import dev.cairn.pipeline.bundle.FolderBundleStore;
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
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class EmbedServiceTest {
  @RegisterExtension static final BrokerExtension BROKER = new BrokerExtension();

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final byte[] PHOTO = TestImages.png(10, 20, 30);

  @TempDir Path folder;
  private String prefix;
  private BundleStore bundles;
  private EmbedService service;

  @BeforeEach
  void start() throws InterruptedException {
    prefix = "test-" + UUID.randomUUID();
    bundles = new FolderBundleStore(folder.resolve("store"));
    TopicAdmin.createMissing(BROKER.kafka(), prefix);
    service = startService();
  }

  @AfterEach
  void stop() throws InterruptedException {
    service.close();
  }

  @Test
  void consumesNothingBeforeTheFirstEnsembleAndEverythingAfterIt() throws IOException {
    publish(Topic.IMAGES, query("q1"), query("q2"));
    assertThat(service.isSound()).isTrue();
    assertThat(service.status()).isEqualTo(EmbedStatus.waiting());
    assertThat(BROKER.readAll(Topic.EMBEDDINGS.name(prefix))).isEmpty();

    String ensemble = announce(TinyModel.of(4));

    assertThat(embeddings(Topic.EMBEDDINGS, 2))
        .allMatch(embedding -> embedding.getEnsembleDigest().equals(ensemble))
        .extracting(EmbeddingRecord::getImageId)
        .containsExactlyInAnyOrder("q1", "q2");
    assertThat(service.status()).isEqualTo(EmbedStatus.serving(ensemble));
    assertThat(service.isSound()).isTrue();
  }

  @Test
  void sendsBadImagesToTheDeadLettersAndGoesOn() throws IOException {
    announce(TinyModel.of(4));

    publish(
        Topic.IMAGES,
        query("good-1"),
        TestImages.message("text", "no photograph".getBytes(UTF_8)),
        TestImages.message("empty", new byte[0]),
        TestImages.message("truncated", Arrays.copyOf(PHOTO, PHOTO.length - 20)),
        TestImages.message("black", TestImages.png(0, 0, 0)),
        query("good-2"));

    assertThat(embeddings(Topic.EMBEDDINGS, 2))
        .extracting(EmbeddingRecord::getImageId)
        .containsExactlyInAnyOrder("good-1", "good-2");
    assertThat(deadLetterCodes(4))
        .isEqualTo(
            Map.of(
                "text", "IMAGE_FORMAT_UNSUPPORTED",
                "empty", "IMAGE_EMPTY",
                "truncated", "IMAGE_TRUNCATED",
                "black", "EMBEDDING_NOT_FINITE"));
  }

  @Test
  void switchesWithoutLosingOrRepeatingAnImage() throws IOException {
    String before = announce(TinyModel.of(4));
    publishQueries(0, 100);
    embeddings(Topic.EMBEDDINGS, 1);
    String after = announce(TinyModel.of(8));
    publishQueries(100, 200);
    awaitServing(after);
    publishQueries(200, 210);

    List<EmbeddingRecord> embeddings = embeddings(Topic.EMBEDDINGS, 210);

    assertThat(embeddings).extracting(EmbeddingRecord::getImageId).doesNotHaveDuplicates();
    assertThat(embeddings)
        .extracting(EmbeddingRecord::getEnsembleDigest)
        .containsOnly(before, after);
    assertThat(embeddings)
        .filteredOn(embedding -> embedding.getImageId().compareTo("q200") >= 0)
        .extracting(EmbeddingRecord::getEnsembleDigest)
        .containsOnly(after);
    assertThat(BROKER.readAll(Topic.EMBEDDINGS.name(prefix))).hasSize(210);
    assertThat(BROKER.readAll(Topic.DEAD_LETTERS.name(prefix))).isEmpty();
  }

  @Test
  void keepsServingWhenTheNextEnsembleCannotBeLoaded() throws IOException {
    String sound = announce(TinyModel.of(4));
    awaitServing(sound);

    announce(new TinyModel(4, DataType.FLOAT, "pixels", "Log"));
    awaitRefusal("MODEL_INVALID");
    announce(TinyModel.ofNoNumbers(4));
    awaitRefusal("NaN or infinite");
    announce(List.of("f".repeat(64)));
    awaitRefusal("MODEL_NOT_FOUND");

    publish(Topic.IMAGES, query("q"));
    assertThat(embeddings(Topic.EMBEDDINGS, 1).getFirst().getEnsembleDigest()).isEqualTo(sound);
    assertThat(service.status().ensembleDigest()).contains(sound);
    assertThat(service.isSound()).isTrue();
  }

  private void awaitRefusal(String reason) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(service.status().refusal()).get().asString().contains(reason));
  }

  @Test
  void embedsTheWholeGalleryAgainForEveryNewEnsemble() throws IOException {
    publish(Topic.GALLERY_IMAGES, gallery("g1"), gallery("g2"));
    String first = announce(TinyModel.of(4));
    assertThat(rows(2)).containsExactlyInAnyOrder("g1 " + first, "g2 " + first);

    String second = announce(TinyModel.of(8));
    assertThat(rows(4).subList(2, 4)).containsExactlyInAnyOrder("g1 " + second, "g2 " + second);

    announce(TinyModel.of(4));
    assertThat(rows(6).subList(4, 6)).containsExactlyInAnyOrder("g1 " + first, "g2 " + first);
  }

  @Test
  void goesOnAfterARestartWhereItStopped() throws IOException, InterruptedException {
    announce(TinyModel.of(4));
    publish(Topic.GALLERY_IMAGES, gallery("g1"));
    publish(Topic.IMAGES, query("q1"));
    embeddings(Topic.GALLERY, 1);
    embeddings(Topic.EMBEDDINGS, 1);

    service.close();
    publish(Topic.GALLERY_IMAGES, gallery("g2"));
    publish(Topic.IMAGES, query("q2"));
    service = startService();

    assertThat(embeddings(Topic.GALLERY, 2))
        .extracting(EmbeddingRecord::getImageId)
        .containsExactlyInAnyOrder("g1", "g2");
    assertThat(embeddings(Topic.EMBEDDINGS, 2))
        .extracting(EmbeddingRecord::getImageId)
        .containsExactlyInAnyOrder("q1", "q2");
  }

  @Test
  void aShareThatWouldStarveALaneIsRefused() {
    assertThatThrownBy(() -> startService(Map.of("cairn.embed.gallery-share", "1")))
        .hasMessage("cairn.embed.gallery-share is 1.0; it must be more than 0 and less than 1");
  }

  private EmbedService startService() throws InterruptedException {
    return startService(Map.of());
  }

  private EmbedService startService(Map<String, String> settings) throws InterruptedException {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .withDefaultValues(settings)
            .addDiscoveredConverters()
            .withMapping(EmbedConfig.class)
            .withMapping(PipelineConfig.class)
            .withDefaultValue("cairn.pipeline.store", folder.resolve("store").toString())
            .withDefaultValue("cairn.pipeline.topic-prefix", prefix)
            .build();
    return EmbedService.start(
        config.getConfigMapping(EmbedConfig.class),
        config.getConfigMapping(PipelineConfig.class),
        BROKER.kafka(),
        new SimpleMeterRegistry());
  }

  private String announce(TinyModel model) throws IOException {
    return announce(List.of(model.publish(bundles, folder).digest()));
  }

  private String announce(List<String> bundleDigests) {
    String digest = EnsembleDigest.of(bundleDigests);
    var event =
        new ModelEvent(
            new EnsemblePublished("default", digest, bundleDigests, null), TestImages.PUBLISHED_AT);
    BROKER.send(
        List.of(
            new ProducerRecord<>(
                Topic.MODELS.name(prefix),
                "default".getBytes(UTF_8),
                Codecs.MODEL_EVENT.encode(event))));
    return digest;
  }

  private void awaitServing(String ensemble) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(service.status().ensembleDigest()).contains(ensemble));
  }

  private static ImageRecord.Builder query(String imageId) {
    return TestImages.message(imageId, PHOTO);
  }

  private ImageRecord.Builder gallery(String imageId) throws IOException {
    return query(imageId)
        .setContent(null)
        .setBlob(new FolderBlobStore(folder.resolve("store")).put(PHOTO, "image/png"))
        .setLandmarkId("tower");
  }

  private void publishQueries(int from, int to) {
    publish(
        Topic.IMAGES,
        IntStream.range(from, to)
            .mapToObj(i -> query("q%03d".formatted(i)))
            .toArray(ImageRecord.Builder[]::new));
  }

  private void publish(Topic topic, ImageRecord.Builder... images) {
    BROKER.send(
        Arrays.stream(images)
            .map(ImageRecord.Builder::build)
            .map(image ->
                new ProducerRecord<>(
                    topic.name(prefix),
                    image.getImageId().getBytes(UTF_8),
                    Codecs.IMAGE.encode(image)))
            .toList());
  }

  private List<EmbeddingRecord> embeddings(Topic topic, int count) {
    return BROKER.read(topic.name(prefix), count).stream()
        .map(record -> Codecs.EMBEDDING.decode(record.value()))
        .toList();
  }

  /** The gallery's rows in the order they were made. */
  private List<String> rows(int count) {
    return embeddings(Topic.GALLERY, count).stream()
        .sorted(Comparator.comparing(EmbeddingRecord::getEmbeddedAt))
        .map(row -> row.getImageId() + " " + row.getEnsembleDigest())
        .toList();
  }

  private Map<String, String> deadLetterCodes(int count) {
    return BROKER.read(Topic.DEAD_LETTERS.name(prefix), count).stream()
        .collect(
            Collectors.toMap(
                letter -> new String(letter.key(), UTF_8),
                letter -> header(letter, "cairn.error.code")));
  }

  private static String header(ConsumerRecord<byte[], byte[]> message, String name) {
    return new String(message.headers().lastHeader(name).value(), UTF_8);
  }
}
