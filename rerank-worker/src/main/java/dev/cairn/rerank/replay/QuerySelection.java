package dev.cairn.rerank.replay;

import static java.util.stream.Collectors.toMap;

import dev.cairn.pipeline.bundle.EnsembleDigest;
import dev.cairn.pipeline.bundle.VectorGroups;
import dev.cairn.schemas.avro.EmbeddingRecord;
import dev.cairn.schemas.avro.ModelVector;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which recorded queries are answered again, and by which models.
 *
 * @param batchId of the queries; empty for those of all batches
 * @param bundleDigests of the generation that is searched, in the order of its ensemble; none to
 *     search for each query the generation that it was embedded for
 * @param groups of them whose vectors are averaged
 */
public record QuerySelection(
    Optional<String> batchId, List<String> bundleDigests, VectorGroups groups) {

  public QuerySelection {
    bundleDigests = List.copyOf(bundleDigests);
  }

  boolean takes(String ofBatch) {
    return batchId.isEmpty() || batchId.get().equals(ofBatch);
  }

  /**
   * The query as the chosen generation's models see it.
   *
   * @throws CairnException with {@code EMBEDDING_MISMATCH} when one of them has not seen it
   */
  EmbeddingRecord seenBy(EmbeddingRecord query) {
    String digest = EnsembleDigest.of(bundleDigests, groups);
    if (bundleDigests.isEmpty() || query.getEnsembleDigest().equals(digest)) {
      return query;
    }
    Map<String, ModelVector> vectors =
        query.getVectors().stream()
            .collect(toMap(ModelVector::getModelDigest, each -> each, (first, _) -> first));
    return EmbeddingRecord.newBuilder(query)
        .setEnsembleDigest(digest)
        .setVectors(bundleDigests.stream().map(each -> vector(query, vectors, each)).toList())
        .setGroups(groups.ofModels())
        .build();
  }

  private static ModelVector vector(
      EmbeddingRecord query, Map<String, ModelVector> vectors, String bundleDigest) {
    ModelVector vector = vectors.get(bundleDigest);
    if (vector == null) {
      throw new CairnException(
          ErrorCode.EMBEDDING_MISMATCH,
          "Query '%.100s' has no vector of model %.12s: publish its photograph again while the generation serves"
              .formatted(query.getImageId(), bundleDigest));
    }
    return vector;
  }
}
