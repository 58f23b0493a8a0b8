package dev.cairn.rerank.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cairn.pipeline.bundle.EnsembleDigest;
import dev.cairn.pipeline.stage.Outcome;
import dev.cairn.pipeline.tensor.Tensor;
import dev.cairn.rerank.ReferenceCase;
import dev.cairn.rerank.TestRecords;
import dev.cairn.rerank.classes.ClassIndexes;
import dev.cairn.rerank.classes.TestBundles;
import dev.cairn.rerank.embedding.Embedding;
import dev.cairn.rerank.gallery.GalleryIndex;
import dev.cairn.rerank.gallery.GalleryRow;
import dev.cairn.rerank.gallery.LuceneGalleryIndex;
import dev.cairn.rerank.gallery.NonLandmarkRow;
import dev.cairn.rerank.gallery.PlainGallery;
import dev.cairn.rerank.gallery.RecallMeter;
import dev.cairn.rerank.gallery.SearchMode;
import dev.cairn.rerank.score.CombinedStrategy;
import dev.cairn.rerank.score.DistractorStrategy;
import dev.cairn.rerank.score.KnnVoteStrategy;
import dev.cairn.rerank.score.OriginalStrategy;
import dev.cairn.rerank.score.PowerFormula;
import dev.cairn.rerank.score.ScoreStrategy;
import dev.cairn.schemas.avro.Abstention;
import dev.cairn.schemas.avro.BlobRef;
import dev.cairn.schemas.avro.Candidate;
import dev.cairn.schemas.avro.EmbeddingRecord;
import dev.cairn.schemas.avro.Neighbour;
import dev.cairn.schemas.avro.Prediction;
import dev.cairn.schemas.codec.Codecs;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RerankFunctionTest {
  private static final float[] EAST = {1, 0};
  private static final float[] NORTH = {0, 1};

  @TempDir Path folder;

  private TestBundles bundles;
  private ClassIndexes classIndexes;
  private GalleryIndex gallery;
  private RerankFunction function;

  @BeforeEach
  void open() throws IOException {
    bundles = new TestBundles(folder);
    classIndexes = new ClassIndexes(bundles.store());
    gallery = LuceneGalleryIndex.open(folder.resolve("gallery"), SearchMode.EXACT);
    function = function(new OriginalStrategy(5, 5), OptionalDouble.empty());
  }

  private static RecallMeter recall(GalleryIndex index) {
    return new RecallMeter(index, 1, new SimpleMeterRegistry());
  }

  private RerankFunction function(ScoreStrategy strategy, OptionalDouble minLogScore) {
    Reranker reranker = new Reranker(gallery, recall(gallery), strategy, minLogScore);
    return new RerankFunction(reranker, classIndexes, "predictions");
  }

  @AfterEach
  void close() throws IOException {
    classIndexes.close();
    gallery.close();
  }

  @Test
  void reproducesTheOriginalFromEmbeddingsToScores() throws IOException {
    List<String> models = new ArrayList<>();
    for (float[][][] weight : ReferenceCase.heads()) {
      models.add(bundles.publish(ReferenceCase.classLandmarks(), weight).digest());
    }
    List<String> landmarks = ReferenceCase.galleryLandmarks();
    for (int i = 0; i < landmarks.size(); i++) {
      float[][] features = image(ReferenceCase.galleryFeatures(), i);
      addToGallery(TestRecords.gallery("gallery-" + i, landmarks.get(i), models, features));
    }
    List<Embedding> queries = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      float[][] features = image(ReferenceCase.queryFeatures(), i);
      queries.add(Embedding.of(TestRecords.embedding("query-" + i, models, features)));
    }

    List<Prediction> predictions = predictions(function.process(queries));

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
    String model = publish(List.of("tower", "bridge"), EAST, NORTH);
    BlobRef blob = new BlobRef("blob:sha256:" + "a".repeat(64), "a".repeat(64), 9L, "image/png");
    EmbeddingRecord photo = TestRecords.gallery("photo", "tower", List.of(model), EAST);
    photo.setBlob(blob);
    addToGallery(photo);

    Prediction prediction =
        predictions(function.process(List.of(query("query", model, EAST)))).getFirst();

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
  void aModelWithoutClassesRanksByTheGalleryAlone() throws IOException {
    String model = bundles.publish(List.of(), Tensor.ofFloats(new float[0], 0, 3, 2)).digest();
    addToGallery(TestRecords.gallery("near", "tower", List.of(model), EAST));
    addToGallery(TestRecords.gallery("far", "bridge", List.of(model), new float[] {0.6f, 0.8f}));

    Prediction prediction =
        predictions(function.process(List.of(query("query", model, EAST)))).getFirst();

    assertThat(prediction.getLandmarkId()).isEqualTo("tower");
    assertThat(prediction.getCandidates())
        .extracting(Candidate::getLandmarkId)
        .containsExactly("tower", "bridge");
    assertThat(prediction.getLogScore()).isCloseTo(10 * Math.log(1e-8), within(1e-6));
  }

  @Test
  void abstainsWithoutAGallery() throws IOException {
    String model = publish(List.of("tower"), EAST);

    Prediction prediction =
        predictions(function.process(List.of(query("query", model, EAST)))).getFirst();

    assertThat(prediction.getAbstention()).isEqualTo(Abstention.GALLERY_EMPTY);
    assertThat(prediction.getLandmarkId()).isNull();
    assertThat(prediction.getLogScore()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(prediction.getConfidence()).isZero();
    assertThat(prediction.getNeighbours()).isEmpty();
  }

  @Test
  void abstainsWhenEveryNeighbourIsOnTheOtherSide() throws IOException {
    String model = publish(List.of("tower"), EAST);
    addToGallery(TestRecords.gallery("photo", "tower", List.of(model), EAST));

    Prediction prediction =
        predictions(function.process(List.of(query("query", model, -1, 0)))).getFirst();

    assertThat(prediction.getAbstention()).isEqualTo(Abstention.NO_POSITIVE_NEIGHBOUR);
    assertThat(prediction.getLandmarkId()).isNull();
    assertThat(prediction.getNeighbours()).hasSize(1);
  }

  @Test
  void abstainsWhenTheBestScoreIsTooSmallAndStillExplainsIt() throws IOException {
    String model = publish(List.of("tower"), EAST);
    addToGallery(TestRecords.gallery("photo", "tower", List.of(model), EAST));
    function = function(new OriginalStrategy(5, 5), OptionalDouble.of(-5));

    List<Prediction> predictions =
        predictions(
            function.process(List.of(query("near", model, 4, 3), query("far", model, 3, 4))));

    // 19 ln 0.8 = -4.24 and 19 ln 0.6 = -9.71
    assertThat(predictions)
        .extracting(Prediction::getAbstention)
        .containsExactly(Abstention.NONE, Abstention.LOW_CONFIDENCE);
    assertThat(predictions.getLast().getLandmarkId()).isNull();
    assertThat(predictions.getLast().getLogScore()).isCloseTo(19 * Math.log(0.6), within(1e-5));
    assertThat(predictions.getLast().getCandidates().getFirst().getLandmarkId()).isEqualTo("tower");
  }

  @Test
  void photographsOfNoLandmarkAreComparedWithAndNeverNeighbours() throws IOException {
    String model = publish(List.of("tower"), EAST);
    addToGallery(TestRecords.gallery("photo", "tower", List.of(model), EAST));
    addNonLandmark(TestRecords.nonLandmark("meal", List.of(model), NORTH));
    function = function(new DistractorStrategy(5, 3), OptionalDouble.empty());

    List<Prediction> predictions =
        predictions(
            function.process(List.of(query("near", model, 4, 3), query("far", model, 3, 4))));

    // The photo is at a right angle to the meal: B is 0. 0.8 - 0.6, and 0.6 - 0.8.
    Prediction near = predictions.getFirst();
    assertThat(near.getLandmarkId()).isEqualTo("tower");
    assertThat(near.getLogScore()).isCloseTo(0.2, within(1e-6));
    assertThat(near.getStrategy()).isEqualTo("distractor");
    assertThat(near.getGalleryImages()).isEqualTo(1);
    assertThat(near.getNeighbours()).extracting(Neighbour::getImageId).containsExactly("photo");
    Prediction far = predictions.getLast();
    assertThat(far.getLandmarkId()).isEqualTo("tower");
    assertThat(far.getLogScore()).isCloseTo(-0.2, within(1e-6));
    assertThat(far.getCandidates().getFirst().getTerms())
        .filteredOn(term -> term.getName().equals("distraction"))
        .singleElement()
        .satisfies(term -> assertThat(term.getValue()).isCloseTo(0.8, within(1e-6)));
  }

  @Test
  void aLandmarkThatNoClassifierKnowsHasAnHonestScoreInEveryStrategyButTheOriginal()
      throws IOException {
    String model = publish(List.of("tower"), NORTH);
    addToGallery(TestRecords.gallery("photo", "new pier", List.of(model), EAST));
    EmbeddingRecord query = TestRecords.embedding("query", List.of(model), new float[] {4, 3});

    assertThat(confidence(new OriginalStrategy(5, 5), query)).isLessThan(1e-80).isPositive();
    assertThat(confidence(new CombinedStrategy(5, 5, PowerFormula.ORIGINAL, 19), query))
        .isCloseTo(Math.pow(0.8, 19), within(1e-6));
    assertThat(confidence(new DistractorStrategy(5, 3), query))
        .isCloseTo(Math.exp(0.8), within(1e-6));
    assertThat(confidence(new KnnVoteStrategy(5, 9), query)).isCloseTo(0.8, within(1e-6));
  }

  private double confidence(ScoreStrategy strategy, EmbeddingRecord query) {
    Prediction prediction =
        predictions(
                function(strategy, OptionalDouble.empty()).process(List.of(Embedding.of(query))))
            .getFirst();
    assertThat(prediction.getLandmarkId()).isEqualTo("new pier");
    return prediction.getConfidence();
  }

  @Test
  void aGalleryThatKeepsNoPhotographsOfNoLandmarkRefusesTheStrategiesThatNeedThem() {
    GalleryIndex without = new PlainGallery();

    assertThat(
            new Reranker(
                    without, recall(without), new KnnVoteStrategy(5, 9), OptionalDouble.empty())
                .gallery())
        .isSameAs(without);
    for (ScoreStrategy strategy :
        List.of(
            new DistractorStrategy(5, 3), new CombinedStrategy(5, 5, PowerFormula.ORIGINAL, 19))) {
      assertThatThrownBy(
              () -> new Reranker(without, recall(without), strategy, OptionalDouble.empty()))
          .isInstanceOfSatisfying(
              CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.START_FAILED))
          .hasMessageContaining("Strategy " + strategy.name())
          .hasMessageContaining("a PlainGallery keeps none")
          .hasMessageContaining("original or knn-vote");
    }
  }

  @Test
  void aQueryMeetsOnlyTheGalleryOfItsEnsemble() throws IOException {
    String old = publish(List.of("tower"), EAST);
    String fresh = publish(List.of("tower", "bridge"), EAST, NORTH);
    addToGallery(TestRecords.gallery("photo", "tower", List.of(old), EAST));
    addToGallery(TestRecords.gallery("other", "bridge", List.of(fresh), EAST));

    List<Prediction> predictions =
        predictions(
            function.process(
                List.of(query("1", old, EAST), query("2", fresh, EAST), query("3", old, NORTH))));

    assertThat(predictions).extracting(Prediction::getImageId).containsExactly("1", "2", "3");
    assertThat(predictions)
        .extracting(p -> p.getNeighbours().getFirst().getImageId())
        .containsExactly("photo", "other", "photo");
  }

  @Test
  void oneBadQueryFailsAlone() throws IOException {
    String model = publish(List.of("tower"), EAST);
    addToGallery(TestRecords.gallery("photo", "tower", List.of(model), EAST));

    List<Outcome> outcomes =
        function.process(
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
    String model = publish(List.of("tower"), EAST);
    gallery.close();

    assertThatThrownBy(() -> function.process(List.of(query("query", model, EAST))))
        .isInstanceOf(IOError.class);
  }

  private void assertRefused(ErrorCode code, byte[] value) {
    assertThatThrownBy(() -> function.prepare(new ConsumerRecord<>("in", 0, 0, null, value)))
        .isInstanceOfSatisfying(CairnException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private String publish(List<String> landmarks, float[]... directions) throws IOException {
    float[][][] weight = new float[directions.length][1][];
    for (int i = 0; i < directions.length; i++) {
      weight[i][0] = directions[i];
    }
    return bundles.publish(landmarks, weight).digest();
  }

  private void addToGallery(EmbeddingRecord record) throws IOException {
    gallery.upsert(GalleryRow.of(Embedding.of(record)), 0);
  }

  private void addNonLandmark(EmbeddingRecord record) throws IOException {
    gallery.nonLandmarks().orElseThrow().upsert(NonLandmarkRow.of(Embedding.of(record)));
  }

  private static Embedding query(String imageId, String model, float... vector) {
    return Embedding.of(TestRecords.embedding(imageId, List.of(model), vector));
  }

  private static List<Prediction> predictions(List<Outcome> outcomes) {
    List<Prediction> predictions = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      ProducerRecord<byte[], byte[]> record = ((Outcome.Emit) outcome).records().getFirst();
      Prediction prediction = Codecs.PREDICTION.decode(record.value());
      assertThat(record.topic()).isEqualTo("predictions");
      assertThat(record.key()).isEqualTo(prediction.getImageId().getBytes(UTF_8));
      predictions.add(prediction);
    }
    return predictions;
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
