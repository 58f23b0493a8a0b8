package dev.cairn.rerank.stage;

import dev.cairn.rerank.classes.ClassIndex;
import dev.cairn.rerank.embedding.Embedding;
import dev.cairn.rerank.gallery.GalleryAnswer;
import dev.cairn.rerank.gallery.GalleryIndex;
import dev.cairn.rerank.gallery.RecallMeter;
import dev.cairn.rerank.score.Evidence;
import dev.cairn.rerank.score.ScoreStrategy;
import dev.cairn.schemas.avro.Abstention;
import dev.cairn.schemas.avro.Candidate;
import dev.cairn.schemas.avro.EmbeddingRecord;
import dev.cairn.schemas.avro.Prediction;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Joins gallery and classes to predictions.
 *
 * @param recall told of every answer of the gallery
 * @param minLogScore below which no landmark is predicted
 */
public record Reranker(
    GalleryIndex gallery, RecallMeter recall, ScoreStrategy strategy, OptionalDouble minLogScore) {

  /**
   * @throws CairnException with {@code START_FAILED} when the strategy needs photographs of no
   *     landmark and the gallery cannot keep them
   */
  public Reranker {
    if (strategy.needs().nonLandmarks() && gallery.nonLandmarks().isEmpty()) {
      throw new CairnException(
          ErrorCode.START_FAILED,
          "Strategy %s compares with photographs of no landmark, and a %s keeps none: set cairn.rerank.strategy to original or knn-vote, or use an index that does"
              .formatted(strategy.name(), gallery.getClass().getSimpleName()));
    }
  }

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
    Findings found =
        new EvidenceSearch(gallery, recall, strategy.needs()).find(queries, classIndex);
    List<Prediction> predictions = new ArrayList<>();
    for (int i = 0; i < queries.size(); i++) {
      Evidence evidence = found.evidence().get(i);
      predictions.add(prediction(queries.get(i).record(), found.gallery(), evidence));
    }
    long nanosPerQuery = (System.nanoTime() - start) / queries.size();
    predictions.forEach(prediction -> prediction.setSearchNanos(nanosPerQuery));
    return predictions;
  }

  private Prediction prediction(EmbeddingRecord query, GalleryAnswer answer, Evidence evidence) {
    List<Candidate> candidates = strategy.score(evidence);
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
        .setNeighbours(evidence.neighbours())
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

  private Abstention abstention(long images, double logScore) {
    if (images == 0) {
      return Abstention.GALLERY_EMPTY;
    }
    if (logScore == Double.NEGATIVE_INFINITY) {
      return Abstention.NO_POSITIVE_NEIGHBOUR;
    }
    return logScore < minLogScore.orElse(Double.NEGATIVE_INFINITY)
        ? Abstention.LOW_CONFIDENCE
        : Abstention.NONE;
  }
}
