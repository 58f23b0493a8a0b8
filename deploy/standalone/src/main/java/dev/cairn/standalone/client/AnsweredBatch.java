package dev.cairn.standalone.client;

import dev.cairn.schemas.avro.Prediction;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.util.Comparator;
import java.util.List;

/**
 * A batch of queries with what became of its images.
 *
 * @param images that were published
 * @param predictions by image id; their log scores are numbers
 * @param failures by image id
 */
public record AnsweredBatch(
    String id, long images, List<Prediction> predictions, List<FailedImage> failures) {

  public AnsweredBatch {
    predictions =
        predictions.stream().sorted(Comparator.comparing(Prediction::getImageId)).toList();
    failures = failures.stream().sorted(Comparator.comparing(FailedImage::imageId)).toList();
    for (Prediction prediction : predictions) {
      if (Double.isNaN(prediction.getLogScore())) {
        throw new CairnException(
            ErrorCode.RECORD_INVALID,
            "The log score of the prediction for %s is NaN: publish the photograph again"
                .formatted(prediction.getImageId()));
      }
    }
  }

  /**
   * Reads a batch, with a bar while it is waited for.
   *
   * @param wait until every image has a prediction or has failed; else what is there now
   * @throws CairnException with {@code BATCH_NOT_FOUND} when no batch of queries has the id
   */
  public static AnsweredBatch read(Installation cairn, String batchId, boolean wait) {
    try (BatchAnswers answers = new BatchAnswers(cairn, batchId)) {
      answers.readAll();
      long images = answers.published().orElseThrow(() -> unknown(batchId));
      if (answers.ofGallery()) {
        throw new CairnException(
            ErrorCode.BATCH_NOT_FOUND,
            "%s is a batch of the gallery, which has no predictions. Publish queries without --gallery and --non-landmark."
                .formatted(batchId));
      }
      if (wait) {
        try (Progress progress = Progress.start("predictions", images)) {
          answers.awaitComplete(a -> progress.at(a.answered()));
        }
      }
      return new AnsweredBatch(
          batchId, images, List.copyOf(answers.predictions()), List.copyOf(answers.failures()));
    }
  }

  private static CairnException unknown(String batchId) {
    return new CairnException(
        ErrorCode.BATCH_NOT_FOUND,
        "No batch has the id %s. `cairn watch batches --from-beginning` lists them."
            .formatted(batchId));
  }
}
