package dev.cairn.embed.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

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
import dev.cairn.schemas.avro.EmbeddingRecord;
import dev.cairn.schemas.avro.EnsemblePublished;
import dev.cairn.schemas.avro.ImageRecord;
import dev.cairn.schemas.avro.ModelVector;
import dev.cairn.schemas.codec.Codecs;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.schemas.topic.GalleryKey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbedFunctionTest {
  private static final Instant NOW = Instant.parse("2026-07-01T12:00:05Z");
  private static final BatchLimits LIMITS = new BatchLimits(4, 128);

  @TempDir Path folder;
  private BundleStore bundles;
  private BlobStore blobs;
  private ServingEnsemble serving;

  @BeforeEach
  void serveOneSmallModel() throws IOException {
    bundles = new FolderBundleStore(folder.resolve("store"));
    blobs = new FolderBlobStore(folder.resolve("store"));
    DeviceTurns turns = new DeviceTurns(_ -> 0.5, new SimpleMeterRegistry());
    serving = new ServingEnsemble(ensemble(4), turns);
  }

  @AfterEach
  void close() {
    serving.close();
  }

  @Test
  void embedsAQuery() throws Exception {
    ImageRecord query = TestImages.message("q", TestImages.png(10, 20, 30)).build();

    Outcome outcome = run(Lane.QUERIES, query).getFirst();

    ProducerRecord<byte[], byte[]> sent = sent(outcome);
    assertThat(sent.topic()).isEqualTo("test.embeddings.v1");
    assertThat(sent.key()).asString(UTF_8).isEqualTo("q");
    EmbeddingRecord embedding = Codecs.EMBEDDING.decode(sent.value());
    assertThat(embedding.getImageId()).isEqualTo("q");
    assertThat(embedding.getBatchId()).isEqualTo("batch-1");
    assertThat(embedding.getLandmarkId()).isNull();
    assertThat(embedding.getBlob()).isNull();
    assertThat(embedding.getPublishedAt()).isEqualTo(TestImages.PUBLISHED_AT);
    assertThat(embedding.getEmbeddedAt()).isEqualTo(NOW);
    assertThat(embedding.getDecodeNanos()).isPositive();
    assertThat(embedding.getInferenceNanos()).isPositive();
    assertThat(embedding.getVectors()).hasSize(1);
    assertThat(floats(embedding.getVectors().getFirst()))
        .containsExactly(TinyModel.embeddingOf(10, 20, 30), within(1e-6f));
  }

  @Test
  void embedsAGalleryPhotographFromTheStore() throws Exception {
    BlobRef blob = blobs.put(TestImages.png(1, 2, 3), "image/png");
    ImageRecord photo = claim("g", blob).setLandmarkId("tower").build();

    ProducerRecord<byte[], byte[]> sent = sent(run(Lane.GALLERY, photo).getFirst());

    assertThat(sent.topic()).isEqualTo("test.gallery.v1");
    assertThat(GalleryKey.of(sent.key())).isEqualTo(new GalleryKey(serving.digest(), "g"));
    EmbeddingRecord embedding = Codecs.EMBEDDING.decode(sent.value());
    assertThat(embedding.getLandmarkId()).isEqualTo("tower");
    assertThat(embedding.getBlob()).isEqualTo(blob);
  }

  @Test
  void embedsAPhotographOfNoLandmarkLikeOneOfTheGallery() throws Exception {
    BlobRef blob = blobs.put(TestImages.png(1, 2, 3), "image/png");
    ImageRecord photo = claim("meal", blob).setNonLandmark(true).build();

    ProducerRecord<byte[], byte[]> sent = sent(run(Lane.GALLERY, photo).getFirst());

    assertThat(sent.topic()).isEqualTo("test.gallery.v1");
    EmbeddingRecord embedding = Codecs.EMBEDDING.decode(sent.value());
    assertThat(embedding.getNonLandmark()).isTrue();
    assertThat(embedding.getLandmarkId()).isNull();
  }

  @Test
  void givesTheVectorsOfEveryModelInTheOrderOfTheEnsemble() throws Exception {
    Ensemble both = ensemble(8, 4);
    serving.switchTo(both);

    Outcome outcome =
        run(Lane.QUERIES, TestImages.message("q", TestImages.png(9, 8, 7)).build()).getFirst();

    EmbeddingRecord embedding = Codecs.EMBEDDING.decode(sent(outcome).value());
    assertThat(embedding.getEnsembleDigest()).isEqualTo(both.digest());
    assertThat(embedding.getVectors())
        .extracting(ModelVector::getModelDigest)
        .containsExactly(both.models().get(0).digest(), both.models().get(1).digest());
  }

  @Test
  void everyModelOfABatchTakesAsManyImagesAtOnceAsItsSizeAllows() throws Exception {
    serving.switchTo(ensemble(4, 16));
    assertThat(function(Lane.QUERIES).batchLimit()).isEqualTo(4);

    List<Outcome> outcomes =
        run(
            Lane.QUERIES,
            TestImages.message("a", TestImages.png(10, 20, 30)).build(),
            TestImages.message("b", TestImages.png(3, 2, 9)).build(),
            TestImages.message("c", TestImages.png(99, 98, 97)).build());

    for (ModelVector vector : Codecs.EMBEDDING.decode(sent(outcomes.get(2)).value()).getVectors()) {
      assertThat(floats(vector)).containsExactly(TinyModel.embeddingOf(99, 98, 97), within(1e-6f));
    }
  }

  @Test
  void preparesAnImageAgainThatTheNewEnsembleNeedsInAnotherSize() throws Exception {
    EmbedFunction function = function(Lane.QUERIES);
    ImageRecord query = TestImages.message("q", TestImages.png(10, 20, 30)).build();
    Work prepared = function.prepare(message(query));

    serving.switchTo(ensemble(16));

    Outcome outcome = function.process(List.of(prepared)).getFirst();
    ModelVector vector = Codecs.EMBEDDING.decode(sent(outcome).value()).getVectors().getFirst();
    assertThat(floats(vector)).containsExactly(TinyModel.embeddingOf(10, 20, 30), within(1e-6f));
  }

  @Test
  void failsOnlyTheImageThatCannotBePreparedAgain() throws Exception {
    EmbedFunction function = function(Lane.QUERIES);
    BlobRef blob = blobs.put(TestImages.png(1, 2, 3), "image/png");
    ImageRecord lost = claim("lost", blob).build();
    ImageRecord kept = TestImages.message("kept", TestImages.png(4, 5, 6)).build();
    List<Work> batch = List.of(function.prepare(message(lost)), function.prepare(message(kept)));
    String sha256 = blob.getSha256();
    Files.delete(folder.resolve("store/blobs").resolve(sha256.substring(0, 2)).resolve(sha256));

    serving.switchTo(ensemble(16));

    List<Outcome> outcomes = function.process(batch);
    assertThat(outcomes.get(0))
        .isInstanceOfSatisfying(
            Outcome.Failed.class, f -> assertThat(f.code()).isEqualTo(ErrorCode.BLOB_NOT_FOUND));
    assertThat(sent(outcomes.get(1)).key()).asString(UTF_8).isEqualTo("kept");
  }

  @Test
  void failsOnlyTheImageWhoseEmbeddingIsNotFinite() throws Exception {
    List<Outcome> outcomes =
        run(
            Lane.QUERIES,
            TestImages.message("black", TestImages.png(0, 0, 0)).build(),
            TestImages.message("gray", TestImages.png(99, 99, 99)).build());

    assertThat(outcomes.get(0))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.code()).isEqualTo(ErrorCode.EMBEDDING_NOT_FINITE);
              assertThat(failed.message()).contains("black");
            });
    assertThat(sent(outcomes.get(1)).key()).asString(UTF_8).isEqualTo("gray");
  }

  @Test
  void refusesImagesThatCannotBeDecoded() {
    byte[] png = TestImages.png(1, 2, 3);

    assertRefused(ErrorCode.IMAGE_EMPTY, TestImages.message("i", new byte[0]));
    assertRefused(
        ErrorCode.IMAGE_FORMAT_UNSUPPORTED, TestImages.message("i", "hi".getBytes(UTF_8)));
    assertRefused(
        ErrorCode.IMAGE_TRUNCATED, TestImages.message("i", Arrays.copyOf(png, png.length - 20)));
    assertRefused(ErrorCode.IMAGE_TOO_LARGE, TestImages.message("i", new byte[(20 << 20) + 1]));
  }

  @Test
  void refusesMessagesThatDoNotHoldExactlyOnePhotograph() {
    BlobRef elsewhere = new BlobRef("file:/etc/passwd", "0".repeat(64), 1L, "image/png");
    ImageRecord.Builder both = TestImages.message("i", TestImages.png(1, 2, 3)).setBlob(elsewhere);

    assertRefused(ErrorCode.RECORD_INVALID, both);
    assertRefused(ErrorCode.RECORD_INVALID, claim("i", null));
    assertRefused(ErrorCode.URI_NOT_ALLOWED, claim("i", elsewhere));
    assertRefused(ErrorCode.RECORD_INVALID, TestImages.message(" ", TestImages.png(1, 2, 3)));
  }

  @Test
  void refusesAGalleryPhotographWithoutALandmark() {
    assertRefused(
        ErrorCode.RECORD_INVALID, Lane.GALLERY, TestImages.message("i", TestImages.png(1, 2, 3)));
  }

  @Test
  void refusesBytesThatAreNoMessage() {
    assertRefused(ErrorCode.RECORD_UNREADABLE, Lane.QUERIES, "hello".getBytes(UTF_8));
    assertRefused(ErrorCode.RECORD_UNREADABLE, Lane.QUERIES, (byte[]) null);
  }

  private void assertRefused(ErrorCode code, ImageRecord.Builder image) {
    assertRefused(code, Lane.QUERIES, image);
  }

  private void assertRefused(ErrorCode code, Lane lane, ImageRecord.Builder image) {
    assertRefused(code, lane, Codecs.IMAGE.encode(image.build()));
  }

  private void assertRefused(ErrorCode code, Lane lane, byte[] value) {
    ConsumerRecord<byte[], byte[]> message = message(value);
    assertThatThrownBy(() -> function(lane).prepare(message))
        .isInstanceOfSatisfying(CairnException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private List<Outcome> run(Lane lane, ImageRecord... images) throws InterruptedException {
    EmbedFunction function = function(lane);
    return function.process(
        Arrays.stream(images).map(image -> function.prepare(message(image))).toList());
  }

  private EmbedFunction function(Lane lane) {
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

  private Ensemble ensemble(int... imageSizes) throws IOException {
    List<String> digests = new ArrayList<>();
    for (int imageSize : imageSizes) {
      digests.add(TinyModel.of(imageSize).publish(bundles, folder).digest());
    }
    var published =
        new EnsemblePublished("default", EnsembleDigest.of(digests), digests, null, List.of());
    return Ensemble.load(published, bundles, SessionSettings.ofThreads(1), LIMITS);
  }

  private static ImageRecord.Builder claim(String imageId, BlobRef blob) {
    return TestImages.message(imageId, new byte[0]).setContent(null).setBlob(blob);
  }

  private static ConsumerRecord<byte[], byte[]> message(ImageRecord image) {
    return message(Codecs.IMAGE.encode(image));
  }

  private static ConsumerRecord<byte[], byte[]> message(byte[] value) {
    return new ConsumerRecord<>("test.images.v1", 0, 0, null, value);
  }

  private static ProducerRecord<byte[], byte[]> sent(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Emit.class);
    return ((Outcome.Emit) outcome).records().getFirst();
  }

  private static float[] floats(ModelVector vector) {
    float[] values = new float[vector.getDimension()];
    vector.getVector().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }
}
