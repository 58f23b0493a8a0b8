package dev.cairn.rerank.stage;

import static dev.cairn.rerank.stage.StageFixture.EAST;
import static dev.cairn.rerank.stage.StageFixture.NORTH;
import static dev.cairn.rerank.stage.StageFixture.predictions;
import static dev.cairn.rerank.stage.StageFixture.query;
import static dev.cairn.rerank.stage.StageFixture.recall;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cairn.pipeline.tensor.Tensor;
import dev.cairn.rerank.TestRecords;
import dev.cairn.rerank.embedding.Embedding;
import dev.cairn.rerank.gallery.GalleryIndex;
import dev.cairn.rerank.gallery.PlainGallery;
import dev.cairn.rerank.score.CombinedStrategy;
import dev.cairn.rerank.score.DistractorStrategy;
import dev.cairn.rerank.score.KnnVoteStrategy;
import dev.cairn.rerank.score.OriginalStrategy;
import dev.cairn.rerank.score.PowerFormula;
import dev.cairn.rerank.score.ScoreStrategy;
import dev.cairn.schemas.avro.Abstention;
import dev.cairn.schemas.avro.Candidate;
import dev.cairn.schemas.avro.EmbeddingRecord;
import dev.cairn.schemas.avro.Neighbour;
import dev.cairn.schemas.avro.Prediction;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How strategies answer from the gallery and the classes, and when they abstain. */
class RerankStrategiesTest {
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
  void aModelWithoutClassesRanksByTheGalleryAlone() throws IOException {
    String model =
        stage.bundles().publish(List.of(), Tensor.ofFloats(new float[0], 0, 3, 2)).digest();
    stage.addToGallery(TestRecords.gallery("near", "tower", List.of(model), EAST));
    stage.addToGallery(
        TestRecords.gallery("far", "bridge", List.of(model), new float[] {0.6f, 0.8f}));

    Prediction prediction =
        predictions(stage.function().process(List.of(query("query", model, EAST)))).getFirst();

    assertThat(prediction.getLandmarkId()).isEqualTo("tower");
    assertThat(prediction.getCandidates())
        .extracting(Candidate::getLandmarkId)
        .containsExactly("tower", "bridge");
    assertThat(prediction.getLogScore()).isCloseTo(10 * Math.log(1e-8), within(1e-6));
  }

  @Test
  void abstainsWithoutAGallery() throws IOException {
    String model = stage.publish(List.of("tower"), EAST);

    Prediction prediction =
        predictions(stage.function().process(List.of(query("query", model, EAST)))).getFirst();

    assertThat(prediction.getAbstention()).isEqualTo(Abstention.GALLERY_EMPTY);
    assertThat(prediction.getLandmarkId()).isNull();
    assertThat(prediction.getLogScore()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(prediction.getConfidence()).isZero();
    assertThat(prediction.getNeighbours()).isEmpty();
  }

  @Test
  void abstainsWhenEveryNeighbourIsOnTheOtherSide() throws IOException {
    String model = stage.publish(List.of("tower"), EAST);
    stage.addToGallery(TestRecords.gallery("photo", "tower", List.of(model), EAST));

    Prediction prediction =
        predictions(stage.function().process(List.of(query("query", model, -1, 0)))).getFirst();

    assertThat(prediction.getAbstention()).isEqualTo(Abstention.NO_POSITIVE_NEIGHBOUR);
    assertThat(prediction.getLandmarkId()).isNull();
    assertThat(prediction.getNeighbours()).hasSize(1);
  }

  @Test
  void abstainsWhenTheBestScoreIsTooSmallAndStillExplainsIt() throws IOException {
    String model = stage.publish(List.of("tower"), EAST);
    stage.addToGallery(TestRecords.gallery("photo", "tower", List.of(model), EAST));
    RerankFunction function = stage.function(new OriginalStrategy(5, 5), OptionalDouble.of(-5));

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
    String model = stage.publish(List.of("tower"), EAST);
    stage.addToGallery(TestRecords.gallery("photo", "tower", List.of(model), EAST));
    stage.addNonLandmark(TestRecords.nonLandmark("meal", List.of(model), NORTH));
    RerankFunction function = stage.function(new DistractorStrategy(5, 3), OptionalDouble.empty());

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
    String model = stage.publish(List.of("tower"), NORTH);
    stage.addToGallery(TestRecords.gallery("photo", "new pier", List.of(model), EAST));
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
                stage
                    .function(strategy, OptionalDouble.empty())
                    .process(List.of(Embedding.of(query))))
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
}
