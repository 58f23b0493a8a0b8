package dev.cairn.rerank.stage;

import dev.cairn.rerank.classes.ClassCosine;
import dev.cairn.rerank.classes.ClassIndex;
import dev.cairn.rerank.embedding.Embedding;
import dev.cairn.rerank.gallery.GalleryAnswer;
import dev.cairn.rerank.gallery.GalleryIndex;
import dev.cairn.rerank.score.ScoreStrategy;
import dev.cairn.schemas.avro.Abstention;
import dev.cairn.schemas.avro.Candidate;
import dev.cairn.schemas.avro.EmbeddingRecord;
import dev.cairn.schemas.avro.Neighbour;
import dev.cairn.schemas.avro.Prediction;
import dev.cairn.schemas.error.CairnException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Joins gallery and classes to predictions.
 *
 * @param neighbours gallery images looked at for each query
 * @param classes classes looked at for each query
 */
public record Reranker(GalleryIndex gallery, ScoreStrategy strategy, int neighbours, int classes) {

  /**
   * One prediction a query, in the same order.
   *
   * @param queries of one ensemble, checked against {@code classIndex}, not empty
   * @throws CairnException with {@code EMBEDDING_MISMATCH} when the gallery does not fit the
   *     queries
   * @throws IOException when the gallery is broken
   */
  public List<Prediction> rerank(List<Embedding> queries, ClassIndex classIndex)
      throws IOException {
    long start = System.nanoTime();
    float[][] joined = queries.stream().map(Embedding::joined).toArray(float[][]::new);
    GalleryAnswer answer = gallery.search(queries.getFirst().ensembleDigest(), joined, neighbours);
    List<List<ClassCosine>> classCosines =
        classIndex.best(byModel(queries), answer.landmarks(), classes);
    List<Prediction> predictions = new ArrayList<>();
    for (int i = 0; i < queries.size(); i++) {
      List<Neighbour> near = answer.neighbours().get(i);
      List<Candidate> candidates = strategy.score(near, classCosines.get(i));
      predictions.add(prediction(queries.get(i).record(), answer, near, candidates));
    }
    long nanosPerQuery = (System.nanoTime() - start) / queries.size();
    predictions.forEach(prediction -> prediction.setSearchNanos(nanosPerQuery));
    return predictions;
  }

  /** {@code [models][queries][dimension]}. */
  private static float[][][] byModel(List<Embedding> queries) {
    float[][][] vectors = new float[queries.getFirst().modelVectors().length][queries.size()][];
    for (int model = 0; model < vectors.length; model++) {
      for (int query = 0; query < queries.size(); query++) {
        vectors[model][query] = queries.get(query).modelVectors()[model];
      }
    }
    return vectors;
  }

  private Prediction prediction(
      EmbeddingRecord query,
      GalleryAnswer answer,
      List<Neighbour> near,
      List<Candidate> candidates) {
    double logScore =
        candidates.isEmpty() ? Double.NEGATIVE_INFINITY : candidates.getFirst().getLogScore();
    Abstention abstention = abstention(answer.images(), logScore);
    return Prediction.newBuilder()
        .setImageId(query.getImageId())
        .setBatchId(query.getBatchId())
        .setLandmarkId(abstention == Abstention.NONE ? candidates.getFirst().getLandmarkId() : null)
        .setAbstention(abstention)
        .setLogScore(logScore)
        .setConfidence(Math.exp(logScore))
        .setCandidates(candidates)
        .setNeighbours(near)
        .setExact(answer.exact())
        .setStrategy(strategy.name())
        .setEnsembleDigest(query.getEnsembleDigest())
        .setGalleryImages(answer.images())
        .setPublishedAt(query.getPublishedAt())
        .setPredictedAt(Instant.now())
        .setDecodeNanos(query.getDecodeNanos())
        .setInferenceNanos(query.getInferenceNanos())
        .build();
  }

  private static Abstention abstention(long images, double logScore) {
    if (images == 0) {
      return Abstention.GALLERY_EMPTY;
    }
    return logScore == Double.NEGATIVE_INFINITY
        ? Abstention.NO_POSITIVE_NEIGHBOUR
        : Abstention.NONE;
  }
}
