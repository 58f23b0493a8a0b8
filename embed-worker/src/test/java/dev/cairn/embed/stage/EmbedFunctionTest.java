package dev.cairn.embed.stage;

import static dev.cairn.embed.stage.EmbedFixture.NOW;
import static dev.cairn.embed.stage.EmbedFixture.claim;
import static dev.cairn.embed.stage.EmbedFixture.message;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cairn.embed.TestImages;
import dev.cairn.embed.lane.Lane;
import dev.cairn.embed.session.Ensemble;
import dev.cairn.embed.session.TinyModel;
import dev.cairn.pipeline.stage.Outcome;
import dev.cairn.schemas.avro.BlobRef;
import dev.cairn.schemas.avro.EmbeddingRecord;
import dev.cairn.schemas.avro.ImageRecord;
import dev.cairn.schemas.avro.ModelVector;
import dev.cairn.schemas.codec.Codecs;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.schemas.topic.GalleryKey;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of each photograph of the stage. */
class EmbedFunctionTest {
  @TempDir Path folder;

  private EmbedFixture stage;

  @BeforeEach
  void serveOneSmallModel() throws IOException {
    stage = new EmbedFixture(folder);
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void embedsAQuery() throws Exception {
    ImageRecord query = TestImages.message("q", TestImages.png(10, 20, 30)).build();

    Outcome outcome = stage.run(Lane.QUERIES, query).getFirst();

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
    BlobRef blob = stage.blobs().put(TestImages.png(1, 2, 3), "image/png");
    ImageRecord photo = claim("g", blob).setLandmarkId("tower").build();

    ProducerRecord<byte[], byte[]> sent = sent(stage.run(Lane.GALLERY, photo).getFirst());

    assertThat(sent.topic()).isEqualTo("test.gallery.v1");
    assertThat(GalleryKey.of(sent.key())).isEqualTo(new GalleryKey(stage.serving().digest(), "g"));
    EmbeddingRecord embedding = Codecs.EMBEDDING.decode(sent.value());
    assertThat(embedding.getLandmarkId()).isEqualTo("tower");
    assertThat(embedding.getBlob()).isEqualTo(blob);
  }

  @Test
  void embedsAPhotographOfNoLandmarkLikeOneOfTheGallery() throws Exception {
    BlobRef blob = stage.blobs().put(TestImages.png(1, 2, 3), "image/png");
    ImageRecord photo = claim("meal", blob).setNonLandmark(true).build();

    ProducerRecord<byte[], byte[]> sent = sent(stage.run(Lane.GALLERY, photo).getFirst());

    assertThat(sent.topic()).isEqualTo("test.gallery.v1");
    EmbeddingRecord embedding = Codecs.EMBEDDING.decode(sent.value());
    assertThat(embedding.getNonLandmark()).isTrue();
    assertThat(embedding.getLandmarkId()).isNull();
  }

  @Test
  void givesTheVectorsOfEveryModelInTheOrderOfTheEnsemble() throws Exception {
    Ensemble both = stage.ensemble(8, 4);
    stage.serving().switchTo(both);

    Outcome outcome =
        stage
            .run(Lane.QUERIES, TestImages.message("q", TestImages.png(9, 8, 7)).build())
            .getFirst();

    EmbeddingRecord embedding = Codecs.EMBEDDING.decode(sent(outcome).value());
    assertThat(embedding.getEnsembleDigest()).isEqualTo(both.digest());
    assertThat(embedding.getVectors())
        .extracting(ModelVector::getModelDigest)
        .containsExactly(both.models().get(0).digest(), both.models().get(1).digest());
  }

  @Test
  void everyModelOfABatchTakesAsManyImagesAtOnceAsItsSizeAllows() throws Exception {
    stage.serving().switchTo(stage.ensemble(4, 16));
    assertThat(stage.function(Lane.QUERIES).batchLimit()).isEqualTo(4);

    List<Outcome> outcomes =
        stage.run(
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
    EmbedFunction function = stage.function(Lane.QUERIES);
    ImageRecord query = TestImages.message("q", TestImages.png(10, 20, 30)).build();
    Work prepared = function.prepare(message(query));

    stage.serving().switchTo(stage.ensemble(16));

    Outcome outcome = function.process(List.of(prepared)).getFirst();
    ModelVector vector = Codecs.EMBEDDING.decode(sent(outcome).value()).getVectors().getFirst();
    assertThat(floats(vector)).containsExactly(TinyModel.embeddingOf(10, 20, 30), within(1e-6f));
  }

  @Test
  void failsOnlyTheImageThatCannotBePreparedAgain() throws Exception {
    EmbedFunction function = stage.function(Lane.QUERIES);
    BlobRef blob = stage.blobs().put(TestImages.png(1, 2, 3), "image/png");
    ImageRecord lost = claim("lost", blob).build();
    ImageRecord kept = TestImages.message("kept", TestImages.png(4, 5, 6)).build();
    List<Work> batch = List.of(function.prepare(message(lost)), function.prepare(message(kept)));
    String sha256 = blob.getSha256();
    Files.delete(folder.resolve("store/blobs").resolve(sha256.substring(0, 2)).resolve(sha256));

    stage.serving().switchTo(stage.ensemble(16));

    List<Outcome> outcomes = function.process(batch);
    assertThat(outcomes.get(0))
        .isInstanceOfSatisfying(
            Outcome.Failed.class, f -> assertThat(f.code()).isEqualTo(ErrorCode.BLOB_NOT_FOUND));
    assertThat(sent(outcomes.get(1)).key()).asString(UTF_8).isEqualTo("kept");
  }

  @Test
  void failsOnlyTheImageWhoseEmbeddingIsNotFinite() throws Exception {
    List<Outcome> outcomes =
        stage.run(
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
