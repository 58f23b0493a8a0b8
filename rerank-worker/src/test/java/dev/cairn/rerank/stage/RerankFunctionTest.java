package dev.cairn.rerank.stage;

import static dev.cairn.rerank.stage.StageFixture.EAST;
import static dev.cairn.rerank.stage.StageFixture.NORTH;
import static dev.cairn.rerank.stage.StageFixture.predictions;
import static dev.cairn.rerank.stage.StageFixture.query;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cairn.pipeline.bundle.EnsembleDigest;
import dev.cairn.pipeline.stage.Outcome;
import dev.cairn.rerank.ReferenceCase;
import dev.cairn.rerank.TestRecords;
import dev.cairn.rerank.embedding.Embedding;
import dev.cairn.schemas.avro.Abstention;
import dev.cairn.schemas.avro.BlobRef;
import dev.cairn.schemas.avro.Candidate;
import dev.cairn.schemas.avro.EmbeddingRecord;
import dev.cairn.schemas.avro.Neighbour;
import dev.cairn.schemas.avro.Prediction;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of each query of the stage. */
class RerankFunctionTest {
  @TempDir Path folder;

  private StageFixture stage;

  @BeforeEach
  void open() throws IOException {
    stage = new StageFixture(folder);
  }

  @AfterEach
  void close() throws IOException {
    stage.close();
  }

  @Test
  void reproducesTheOriginalFromEmbeddingsToScores() throws IOException {
    List<String> models = new ArrayList<>();
    for (float[][][] weight : ReferenceCase.heads()) {
      models.add(stage.bundles().publish(ReferenceCase.classLandmarks(), weight).digest());
    }
    List<String> landmarks = ReferenceCase.galleryLandmarks();
    for (int i = 0; i < landmarks.size(); i++) {
      float[][] features = image(ReferenceCase.galleryFeatures(), i);
      stage.addToGallery(TestRecords.gallery("gallery-" + i, landmarks.get(i), models, features));
    }
    List<Embedding> queries = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      float[][] features = image(ReferenceCase.queryFeatures(), i);
      queries.add(Embedding.of(TestRecords.embedding("query-" + i, models, features)));
    }

    List<Prediction> predictions = predictions(stage.function().process(queries));

    for (int i = 0; i < 8; i++) {
      Prediction prediction = predictions.get(i);
      double expected = ReferenceCase.normalised().at("/PRODS_F/" + i).asDouble();
      assertThat(prediction.getImageId()).isEqualTo("query-" + i);
      assertThat(prediction.getLandmarkId())
          .isEqualTo(ReferenceCase.normalised().at("/PREDS_F/" + i).asText());
      // A cosine good to 1e-7 moves ten times its logarithm by 1e-4 where it is only 0.01.
      assertThat(prediction.getLogScore()).isCloseTo(Math.log(expected), within(1e-4));
      assertThat(prediction.getConfidence()).isEqualTo(Math.exp(prediction.getLogScore()));
    }
  }

  @Test
  void aPredictionExplainsItself() throws IOException {
    String model = stage.publish(List.of("tower", "bridge"), EAST, NORTH);
    BlobRef blob = new BlobRef("blob:sha256:" + "a".repeat(64), "a".repeat(64), 9L, "image/png");
    EmbeddingRecord photo = TestRecords.gallery("photo", "tower", List.of(model), EAST);
    photo.setBlob(blob);
    stage.addToGallery(photo);

    Prediction prediction =
        predictions(stage.function().process(List.of(query("query", model, EAST)))).getFirst();

    assertThat(prediction.getBatchId()).isEqualTo("batch");
    assertThat(prediction.getLandmarkId()).isEqualTo("tower");
    assertThat(prediction.getAbstention()).isEqualTo(Abstention.NONE);
    assertThat(prediction.getLogScore()).isCloseTo(0, within(1e-6));
    assertThat(prediction.getNeighbours())
        .containsExactly(new Neighbour("photo", "tower", 1.0, blob));
    assertThat(prediction.getCandidates())
        .extracting(Candidate::getLandmarkId)
        .containsExactly("tower", "bridge");
    assertThat(prediction.getExact()).isTrue();
    assertThat(prediction.getStrategy()).isEqualTo("original");
    assertThat(prediction.getEnsembleDigest()).isEqualTo(EnsembleDigest.of(List.of(model)));
    assertThat(prediction.getGalleryImages()).isEqualTo(1);
    assertThat(prediction.getPublishedAt()).isEqualTo(TestRecords.AT);
    assertThat(prediction.getPredictedAt()).isAfter(TestRecords.AT);
    assertThat(prediction.getDecodeNanos()).isEqualTo(11);
    assertThat(prediction.getInferenceNanos()).isEqualTo(22);
    assertThat(prediction.getSearchNanos()).isPositive();
  }

  @Test
  void aQueryMeetsOnlyTheGalleryOfItsEnsemble() throws IOException {
    String old = stage.publish(List.of("tower"), EAST);
    String fresh = stage.publish(List.of("tower", "bridge"), EAST, NORTH);
    stage.addToGallery(TestRecords.gallery("photo", "tower", List.of(old), EAST));
    stage.addToGallery(TestRecords.gallery("other", "bridge", List.of(fresh), EAST));

    List<Prediction> predictions =
        predictions(
            stage
                .function()
                .process(
                    List.of(
                        query("1", old, EAST), query("2", fresh, EAST), query("3", old, NORTH))));

    assertThat(predictions).extracting(Prediction::getImageId).containsExactly("1", "2", "3");
    assertThat(predictions)
        .extracting(p -> p.getNeighbours().getFirst().getImageId())
        .containsExactly("photo", "other", "photo");
  }

  @Test
  void oneBadQueryFailsAlone() throws IOException {
    String model = stage.publish(List.of("tower"), EAST);
    stage.addToGallery(TestRecords.gallery("photo", "tower", List.of(model), EAST));

    List<Outcome> outcomes =
        stage
            .function()
            .process(
                List.of(
                    query("good", model, EAST),
                    query("unknown", "0".repeat(64), EAST),
                    query("wide", model, 1, 0, 0),
                    query("fine", model, NORTH)));

    assertThat(outcomes.get(0)).isInstanceOf(Outcome.Emit.class);
    assertThat(outcomes.get(1))
        .isInstanceOfSatisfying(
            Outcome.Failed.class, f -> assertThat(f.code()).isEqualTo(ErrorCode.MODEL_NOT_FOUND));
    assertThat(outcomes.get(2))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            f -> assertThat(f.code()).isEqualTo(ErrorCode.EMBEDDING_MISMATCH));
    assertThat(outcomes.get(3)).isInstanceOf(Outcome.Emit.class);
  }

  @Test
  void aRecordThatIsNoEmbeddingIsRefused() {
    assertRefused(ErrorCode.RECORD_INVALID, null);
    assertRefused(ErrorCode.RECORD_UNREADABLE, new byte[0]);
    assertRefused(ErrorCode.RECORD_UNREADABLE, "noise".getBytes(UTF_8));
  }

  /** An exception would send the queries to the dead letters; an error ends the stage. */
  @Test
  void aBrokenGalleryIsNoFaultOfTheQueries() throws IOException {
    String model = stage.publish(List.of("tower"), EAST);
    stage.closeGallery();

    assertThatThrownBy(() -> stage.function().process(List.of(query("query", model, EAST))))
        .isInstanceOf(IOError.class);
  }

  private void assertRefused(ErrorCode code, byte[] value) {
    assertThatThrownBy(
            () -> stage.function().prepare(new ConsumerRecord<>("in", 0, 0, null, value)))
        .isInstanceOfSatisfying(CairnException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  /** One image through all models. */
  private static float[][] image(float[][][] features, int image) {
    float[][] vectors = new float[features.length][];
    for (int model = 0; model < vectors.length; model++) {
      vectors[model] = features[model][image];
    }
    return vectors;
  }
}
