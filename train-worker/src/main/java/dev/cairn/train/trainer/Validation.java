package dev.cairn.train.trainer;

import dev.cairn.pipeline.metric.GlobalAveragePrecision;
import dev.cairn.pipeline.metric.GlobalAveragePrecision.Answer;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.train.checkpoint.ValidationFigures;
import dev.cairn.train.dataset.BatchStream;
import dev.cairn.train.dataset.LabelledBatch;
import dev.cairn.train.torch.ImageEvaluation;
import dev.cairn.train.torch.TrainableModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks a model for the classes of images that it was not trained on. */
final class Validation {

  private Validation() {}

  static ValidationFigures of(TrainableModel model, BatchStream batches)
      throws IOException, InterruptedException {
    double lossSum = 0;
    List<Answer> answers = new ArrayList<>();
    for (Optional<LabelledBatch> next = batches.next(); next.isPresent(); next = batches.next()) {
      int[] labels = next.get().labels();
      List<ImageEvaluation> images = model.evaluate(next.get().pixels(), labels);
      for (int i = 0; i < labels.length; i++) {
        ImageEvaluation image = images.get(i);
        requireFinite(image);
        lossSum += image.loss();
        answers.add(new Answer(image.bestCosine(), image.bestClass() == labels[i]));
      }
    }
    return answers.isEmpty()
        ? ValidationFigures.NONE
        : new ValidationFigures(
            lossSum / answers.size(),
            (double) answers.stream().filter(Answer::correct).count() / answers.size(),
            GlobalAveragePrecision.of(answers, answers.size()));
  }

  /** The last step of an epoch can break the weights with no later step to notice. */
  private static void requireFinite(ImageEvaluation image) {
    if (!Double.isFinite(image.loss()) || !Double.isFinite(image.bestCosine())) {
      throw new CairnException(
          ErrorCode.LOSS_NOT_FINITE,
          "The validation loss is %f: lower the learning rate".formatted(image.loss()));
    }
  }
}
