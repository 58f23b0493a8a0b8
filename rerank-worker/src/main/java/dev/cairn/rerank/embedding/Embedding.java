package dev.cairn.rerank.embedding;

import dev.cairn.pipeline.bundle.EnsembleDigest;
import dev.cairn.pipeline.bundle.VectorGroups;
import dev.cairn.schemas.avro.EmbeddingRecord;
import dev.cairn.schemas.avro.ModelVector;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.util.List;

/**
 * A checked {@link EmbeddingRecord}.
 *
 * @param record as it came
 * @param modelDigests the bundles of the ensemble, in order
 * @param modelVectors one L2-normalised vector a model
 * @param parts what is joined: the mean of the vectors of each group of models, L2-normalised; one
 *     a model where there are no groups
 * @param joined the parts one after the other, L2-normalised
 */
public record Embedding(
    EmbeddingRecord record,
    List<String> modelDigests,
    float[][] modelVectors,
    float[][] parts,
    float[] joined) {

  /**
   * Checks a record and normalises its vectors, which removes what rounding left.
   *
   * @throws CairnException with {@code RECORD_INVALID}, {@code EMBEDDING_MISMATCH} or {@code
   *     EMBEDDING_NOT_FINITE}
   */
  public static Embedding of(EmbeddingRecord record) {
    List<String> digests = record.getVectors().stream().map(ModelVector::getModelDigest).toList();
    if (digests.isEmpty()) {
      throw new CairnException(ErrorCode.RECORD_INVALID, name(record) + " has no vectors");
    }
    VectorGroups groups = new VectorGroups(record.getGroups());
    if (!groups.fit(digests.size())) {
      throw new CairnException(
          ErrorCode.EMBEDDING_MISMATCH,
          "%s has %d vectors in groups '%.100s'".formatted(name(record), digests.size(), groups));
    }
    if (!EnsembleDigest.of(digests, groups).equals(record.getEnsembleDigest())) {
      throw new CairnException(
          ErrorCode.EMBEDDING_MISMATCH,
          "%s names ensemble %.64s, but its vectors are of %s"
              .formatted(
                  name(record), record.getEnsembleDigest(), EnsembleDigest.of(digests, groups)));
    }
    float[][] vectors = new float[digests.size()][];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = Vectors.normalised(Vectors.read(record.getVectors().get(i), name(record)));
    }
    float[][] parts =
        groups.members(vectors.length).stream()
            .map(group -> part(group.stream().map(model -> vectors[model]).toList(), name(record)))
            .toArray(float[][]::new);
    return new Embedding(record, digests, vectors, parts, Vectors.normalised(Vectors.join(parts)));
  }

  private static float[] part(List<float[]> vectors, String owner) {
    return vectors.size() == 1 ? vectors.getFirst() : Vectors.direction(vectors, owner);
  }

  public String ensembleDigest() {
    return record.getEnsembleDigest();
  }

  private static String name(EmbeddingRecord record) {
    return "The embedding of image '%.100s'".formatted(record.getImageId());
  }
}
