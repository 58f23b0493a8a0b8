package dev.cairn.rerank.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.pipeline.stage.Outcome;
import dev.cairn.rerank.TestRecords;
import dev.cairn.rerank.classes.ClassIndexes;
import dev.cairn.rerank.classes.TestBundles;
import dev.cairn.rerank.embedding.Embedding;
import dev.cairn.rerank.gallery.GalleryIndex;
import dev.cairn.rerank.gallery.GalleryRow;
import dev.cairn.rerank.gallery.LuceneGalleryIndex;
import dev.cairn.rerank.gallery.NonLandmarkRow;
import dev.cairn.rerank.gallery.RecallMeter;
import dev.cairn.rerank.gallery.SearchMode;
import dev.cairn.rerank.score.OriginalStrategy;
import dev.cairn.rerank.score.ScoreStrategy;
import dev.cairn.schemas.avro.EmbeddingRecord;
import dev.cairn.schemas.avro.Prediction;
import dev.cairn.schemas.codec.Codecs;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The stage over an exact gallery, with classifiers of bundles in a folder. */
final class StageFixture implements AutoCloseable {
  static final float[] EAST = {1, 0};
  static final float[] NORTH = {0, 1};

  private final TestBundles bundles;
  private final ClassIndexes classIndexes;
  private final GalleryIndex gallery;

  StageFixture(Path folder) throws IOException {
    bundles = new TestBundles(folder);
    classIndexes = new ClassIndexes(bundles.store());
    gallery = LuceneGalleryIndex.open(folder.resolve("gallery"), SearchMode.EXACT);
  }

  static RecallMeter recall(GalleryIndex index) {
    return new RecallMeter(index, 1, new SimpleMeterRegistry());
  }

  /** Of the original's strategy. */
  RerankFunction function() {
    return function(new OriginalStrategy(5, 5), OptionalDouble.empty());
  }

  RerankFunction function(ScoreStrategy strategy, OptionalDouble minLogScore) {
    Reranker reranker = new Reranker(gallery, recall(gallery), strategy, minLogScore);
    return new RerankFunction(reranker, classIndexes, "predictions");
  }

  TestBundles bundles() {
    return bundles;
  }

  void closeGallery() throws IOException {
    gallery.close();
  }

  /** A bundle with a class for each landmark, in that direction. */
  String publish(List<String> landmarks, float[]... directions) throws IOException {
    float[][][] weight = new float[directions.length][1][];
    for (int i = 0; i < directions.length; i++) {
      weight[i][0] = directions[i];
    }
    return bundles.publish(landmarks, weight).digest();
  }

  void addToGallery(EmbeddingRecord record) throws IOException {
    gallery.upsert(GalleryRow.of(Embedding.of(record)), 0);
  }

  void addNonLandmark(EmbeddingRecord record) throws IOException {
    gallery.nonLandmarks().orElseThrow().upsert(NonLandmarkRow.of(Embedding.of(record)));
  }

  static Embedding query(String imageId, String model, float... vector) {
    return Embedding.of(TestRecords.embedding(imageId, List.of(model), vector));
  }

  static List<Prediction> predictions(List<Outcome> outcomes) {
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

  @Override
  public void close() throws IOException {
    classIndexes.close();
    gallery.close();
  }
}
