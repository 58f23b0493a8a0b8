package dev.cairn.embed.stage;

import dev.cairn.embed.session.EmbeddingModel;
import dev.cairn.embed.session.Ensemble;
import dev.cairn.pipeline.stage.Outcome;
import dev.cairn.schemas.avro.EmbeddingRecord;
import dev.cairn.schemas.avro.ImageRecord;
import dev.cairn.schemas.avro.ModelVector;
import dev.cairn.schemas.error.ErrorCode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Makes messages of vectors. */
record Answers(Route route, Clock clock) {

  /**
   * The outcome of an image.
   *
   * @param vectors of the ensemble's models, in its order
   * @param inferenceNanos of this image through all models
   */
  Outcome outcome(
      PreparedImage prepared, Ensemble ensemble, List<float[]> vectors, long inferenceNanos) {
    ImageRecord image = prepared.image();
    List<ModelVector> modelVectors = new ArrayList<>();
    for (int i = 0; i < vectors.size(); i++) {
      String modelDigest = ensemble.models().get(i).digest();
      if (!EmbeddingModel.isFinite(vectors.get(i))) {
        return Outcome.failed(
            ErrorCode.EMBEDDING_NOT_FINITE,
            "Model %s gives NaN or infinity for image %s"
                .formatted(modelDigest, image.getImageId()));
      }
      modelVectors.add(Vectors.message(modelDigest, vectors.get(i)));
    }
    EmbeddingRecord embedding =
        EmbeddingRecord.newBuilder()
            .setImageId(image.getImageId())
            .setBatchId(image.getBatchId())
            .setLandmarkId(image.getLandmarkId())
            .setNonLandmark(image.getNonLandmark())
            .setEnsembleDigest(ensemble.digest())
            .setVectors(modelVectors)
            .setGroups(ensemble.groups().ofModels())
            .setBlob(image.getBlob())
            .setPublishedAt(image.getPublishedAt())
            .setEmbeddedAt(clock.instant())
            .setDecodeNanos(prepared.decodeNanos())
            .setInferenceNanos(inferenceNanos)
            .build();
    return Outcome.emit(route.address(prepared.request(), embedding));
  }
}
