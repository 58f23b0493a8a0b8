package dev.cairn.train.trainer;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.train.checkpoint.EpochMetrics;
import dev.cairn.train.checkpoint.ValidationFigures;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** What a trainer says of its stage: one JSON object a line on its standard output. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "report")
@JsonSubTypes({
  @JsonSubTypes.Type(value = TrainerReport.Started.class, name = "started"),
  @JsonSubTypes.Type(value = TrainerReport.Progress.class, name = "progress"),
  @JsonSubTypes.Type(value = TrainerReport.EpochDone.class, name = "epoch"),
  @JsonSubTypes.Type(value = TrainerReport.Searching.class, name = "searching"),
  @JsonSubTypes.Type(value = TrainerReport.Finished.class, name = "finished"),
  @JsonSubTypes.Type(value = TrainerReport.Cancelled.class, name = "cancelled"),
  @JsonSubTypes.Type(value = TrainerReport.Failed.class, name = "failed")
})
public sealed interface TrainerReport {

  /**
   * The data is selected and the network is loaded.
   *
   * @param fromEpoch first epoch to run, later than the stage's own after a resume; one past the
   *     last when only the export is left
   * @param fromStep steps of that epoch that are done
   */
  record Started(
      int classes, int trainImages, int validationImages, int fromEpoch, int fromStep, int toEpoch)
      implements TrainerReport {}

  /**
   * At most one a second, and one for every early validation.
   *
   * @param step of the optimiser that was done last
   * @param loss mean over the images of that step; NaN before the first one
   * @param imagesPerSecond of all processes together, since the epoch began
   * @param dataWaitShare of the epoch's time so far, spent waiting for images
   * @param validation when one was done after this step, before the epoch's end
   */
  record Progress(
      int epoch,
      int step,
      int steps,
      double learningRate,
      double loss,
      double imagesPerSecond,
      double dataWaitShare,
      Optional<ValidationFigures> validation)
      implements TrainerReport {}

  /**
   * An epoch is trained, validated and in its checkpoint. A resumed trainer says again what it
   * finds in the checkpoint.
   */
  record EpochDone(EpochMetrics metrics) implements TrainerReport {}

  /**
   * Outliers are looked for; at most one a second.
   *
   * @param searched training images so far, of all processes together
   * @param imagesPerSecond of all processes together
   */
  record Searching(int searched, int images, double imagesPerSecond) implements TrainerReport {}

  /**
   * The last report of a stage that ran to its end.
   *
   * @param bundle folder ready to be published
   * @param parityError largest difference between the model and its export
   * @param outliers training images far from the dominant sub-centre of their class; empty when
   *     they were not looked for
   */
  record Finished(Path bundle, double parityError, double seconds, OptionalLong outliers)
      implements TrainerReport {}

  /** The last report of a stage that was told to end early. */
  record Cancelled(int afterEpoch) implements TrainerReport {}

  /** The last report of a stage that cannot go on. */
  record Failed(ErrorCode code, String message) implements TrainerReport {}

  /** True when the trainer says nothing after it. */
  default boolean endsStage() {
    return switch (this) {
      case Started _, Progress _, EpochDone _, Searching _ -> false;
      case Finished _, Cancelled _, Failed _ -> true;
    };
  }
}
