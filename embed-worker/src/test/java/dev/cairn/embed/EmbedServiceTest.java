package dev.cairn.embed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.cairn.embed.session.TinyModel;
import dev.cairn.pipeline.broker.BrokerExtension;
import dev.cairn.schemas.avro.EmbeddingRecord;
import dev.cairn.schemas.avro.ImageRecord;
import dev.cairn.schemas.topic.Topic;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class EmbedServiceTest {
  @RegisterExtension static final BrokerExtension BROKER = new BrokerExtension();

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final byte[] PHOTO = TestCairn.PHOTO;

  @TempDir Path folder;
  private TestCairn cairn;
  private EmbedService service;

  @BeforeEach
  void start() throws InterruptedException {
    cairn = new TestCairn(BROKER, folder);
    service = cairn.startWorker();
  }

  @AfterEach
  void stop() throws InterruptedException {
    service.close();
  }

  @Test
  void consumesNothingBeforeTheFirstEnsembleAndEverythingAfterIt() throws IOException {
    cairn.publish(Topic.IMAGES, TestCairn.query("q1"), TestCairn.query("q2"));
    assertThat(service.isSound()).isTrue();
    assertThat(service.status()).isEqualTo(EmbedStatus.waiting());
    assertThat(cairn.readAll(Topic.EMBEDDINGS)).isEmpty();

    String ensemble = cairn.announce(TinyModel.of(4));

    assertThat(cairn.embeddings(Topic.EMBEDDINGS, 2))
        .allMatch(embedding -> embedding.getEnsembleDigest().equals(ensemble))
        .extracting(EmbeddingRecord::getImageId)
        .containsExactlyInAnyOrder("q1", "q2");
    assertThat(service.status())
        .isEqualTo(new EmbedStatus(Optional.of(ensemble), Optional.empty(), Optional.empty()));
    assertThat(service.isSound()).isTrue();
  }

  @Test
  void tellsWithTheVectorsWhichAreAveraged() throws IOException {
    String ensemble = cairn.announceAveraged(TinyModel.of(4), TinyModel.of(8));
    cairn.publish(Topic.IMAGES, TestCairn.query("q1"));

    EmbeddingRecord embedding = cairn.embeddings(Topic.EMBEDDINGS, 1).getFirst();

    assertThat(embedding.getEnsembleDigest()).isEqualTo(ensemble);
    assertThat(embedding.getVectors()).hasSize(2);
    assertThat(embedding.getGroups()).containsExactly(0, 0);
  }

  @Test
  void sendsBadImagesToTheDeadLettersAndGoesOn() throws IOException {
    cairn.announce(TinyModel.of(4));

    cairn.publish(
        Topic.IMAGES,
        TestCairn.query("good-1"),
        TestImages.message("text", "no photograph".getBytes(UTF_8)),
        TestImages.message("empty", new byte[0]),
        TestImages.message("truncated", Arrays.copyOf(PHOTO, PHOTO.length - 20)),
        TestImages.message("black", TestImages.png(0, 0, 0)),
        TestCairn.query("good-2"));

    assertThat(cairn.embeddings(Topic.EMBEDDINGS, 2))
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
    String before = cairn.announce(TinyModel.of(4));
    publishQueries(0, 100);
    cairn.embeddings(Topic.EMBEDDINGS, 1);
    String after = cairn.announce(TinyModel.of(8));
    publishQueries(100, 200);
    awaitServing(after);
    publishQueries(200, 210);

    List<EmbeddingRecord> embeddings = cairn.embeddings(Topic.EMBEDDINGS, 210);

    assertThat(embeddings).extracting(EmbeddingRecord::getImageId).doesNotHaveDuplicates();
    assertThat(embeddings)
        .extracting(EmbeddingRecord::getEnsembleDigest)
        .containsOnly(before, after);
    assertThat(embeddings)
        .filteredOn(embedding -> embedding.getImageId().compareTo("q200") >= 0)
        .extracting(EmbeddingRecord::getEnsembleDigest)
        .containsOnly(after);
    assertThat(cairn.readAll(Topic.EMBEDDINGS)).hasSize(210);
    assertThat(cairn.readAll(Topic.DEAD_LETTERS)).isEmpty();
  }

  @Test
  void keepsServingWhenTheNextEnsembleCannotBeLoaded() throws IOException {
    String sound = cairn.announce(TinyModel.of(4));
    awaitServing(sound);

    cairn.announce(new TinyModel(4, DataType.FLOAT, "pixels", "Log"));
    awaitRefusal("MODEL_INVALID");
    cairn.announce(TinyModel.ofNoNumbers(4));
    awaitRefusal("NaN or infinite");
    cairn.announce(List.of("f".repeat(64)));
    awaitRefusal("MODEL_NOT_FOUND");
    cairn.announce(List.of(cairn.tamperedBundle(TinyModel.of(8))));
    awaitRefusal("delete the folder and publish the bundle again");

    cairn.publish(Topic.IMAGES, TestCairn.query("q"));
    assertThat(cairn.embeddings(Topic.EMBEDDINGS, 1).getFirst().getEnsembleDigest())
        .isEqualTo(sound);
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
  void goesOnAfterARestartWhereItStopped() throws IOException, InterruptedException {
    cairn.announce(TinyModel.of(4));
    cairn.publish(Topic.GALLERY_IMAGES, cairn.gallery("g1"));
    cairn.publish(Topic.IMAGES, TestCairn.query("q1"));
    cairn.embeddings(Topic.GALLERY, 1);
    cairn.embeddings(Topic.EMBEDDINGS, 1);

    service.close();
    cairn.publish(Topic.GALLERY_IMAGES, cairn.gallery("g2"));
    cairn.publish(Topic.IMAGES, TestCairn.query("q2"));
    service = cairn.startWorker();

    assertThat(cairn.embeddings(Topic.GALLERY, 2))
        .extracting(EmbeddingRecord::getImageId)
        .containsExactlyInAnyOrder("g1", "g2");
    assertThat(cairn.embeddings(Topic.EMBEDDINGS, 2))
        .extracting(EmbeddingRecord::getImageId)
        .containsExactlyInAnyOrder("q1", "q2");
  }

  @Test
  void aShareThatWouldStarveALaneIsRefused() {
    assertThatThrownBy(() -> cairn.startWorker(Map.of("cairn.embed.gallery-share", "1")))
        .hasMessage("cairn.embed.gallery-share is 1.0; it must be more than 0 and less than 1");
  }

  private void awaitServing(String ensemble) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(service.status().ensembleDigest()).contains(ensemble));
  }

  private void publishQueries(int from, int to) {
    cairn.publish(
        Topic.IMAGES,
        IntStream.range(from, to)
            .mapToObj(i -> TestCairn.query("q%03d".formatted(i)))
            .toArray(ImageRecord.Builder[]::new));
  }

  private Map<String, String> deadLetterCodes(int count) {
    return cairn.read(Topic.DEAD_LETTERS, count).stream()
        .collect(
            Collectors.toMap(
                letter -> new String(letter.key(), UTF_8),
                letter -> header(letter, "cairn.error.code")));
  }

  private static String header(ConsumerRecord<byte[], byte[]> message, String name) {
    return new String(message.headers().lastHeader(name).value(), UTF_8);
  }
}
