package dev.cairn.train.trainer;

import dev.cairn.pipeline.metric.GlobalAveragePrecision;
import dev.cairn.pipeline.metric.GlobalAveragePrecision.Answer;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.train.checkpoint.ValidationFigures;
import dev.cairn.train.dataset.BatchStream;
import dev.cairn.train.dataset.LabelledBatch;
import dev.cairn.train.torch.ImageEvaluation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks a model for the classes of images that it was not trained on. */
final class Validation {

  /** What the ranks tell each other of an image: loss, best cosine, and one of the outcomes. */
  private static final int VALUES = 3;

  private static final int WRONG = 1;
  private static final int RIGHT = 2;

  private Validation() {}

  /**
   * Every rank evaluates its share, and all of them come to the same figures.
   *
   * @throws CairnException {@code LOSS_NOT_FINITE} on every rank
   */
  static ValidationFigures of(StageContext stage, int epoch)
      throws IOException, InterruptedException {
    double[] all = stage.ranks().sum(evaluateShare(stage));
    double lossSum = 0;
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < all.length; i += VALUES) {
      double outcome = all[i + 2];
      if (outcome > 0) {
        requireFinite(stage, epoch, all[i], all[i + 1]);
        lossSum += all[i];
        answers.add(new Answer(all[i + 1], outcome == RIGHT));
      }
    }
    return answers.isEmpty()
        ? ValidationFigures.NONE
        : new ValidationFigures(
            lossSum / answers.size(),
            (double) answers.stream().filter(Answer::correct).count() / answers.size(),
            GlobalAveragePrecision.of(answers, answers.size()));
  }

  /** Zeros for images of other ranks and for those that could not be used. */
  private static double[] evaluateShare(StageContext stage)
      throws IOException, InterruptedException {
    double[] values = new double[VALUES * stage.data().validation().size()];
    BatchStream batches = stage.inOrder(stage.data().validation());
    for (Optional<LabelledBatch> next = batches.next(); next.isPresent(); next = batches.next()) {
      int[] labels = next.get().labels();
      List<ImageEvaluation> images = stage.model().evaluate(next.get().pixels(), labels);
      for (int i = 0; i < labels.length; i++) {
        int at = VALUES * next.get().samples()[i];
        values[at] = images.get(i).loss();
        values[at + 1] = images.get(i).bestCosine();
        values[at + 2] = images.get(i).bestClass() == labels[i] ? RIGHT : WRONG;
      }
    }
    return values;
  }

  /** The last step of an epoch can break the weights with no later step to notice. */
  private static void requireFinite(StageContext stage, int epoch, double loss, double cosine) {
    if (!Double.isFinite(loss) || !Double.isFinite(cosine)) {
      CairnException failure =
          new CairnException(
              ErrorCode.LOSS_NOT_FINITE,
              "The validation loss is %f: lower the learning rate".formatted(loss));
      throw NonFiniteLoss.explain(failure, stage, "Epoch " + epoch, List.of());
    }
  }
}
