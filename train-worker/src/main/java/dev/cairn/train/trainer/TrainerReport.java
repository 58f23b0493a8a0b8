package dev.cairn.train.trainer;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.train.checkpoint.EpochMetrics;
import java.nio.file.Path;

/** What a trainer says of its stage: one JSON object a line on its standard output. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "report")
@JsonSubTypes({
  @JsonSubTypes.Type(value = TrainerReport.Started.class, name = "started"),
  @JsonSubTypes.Type(value = TrainerReport.Progress.class, name = "progress"),
  @JsonSubTypes.Type(value = TrainerReport.EpochDone.class, name = "epoch"),
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
   */
  record Started(int classes, int trainImages, int validationImages, int fromEpoch, int toEpoch)
      implements TrainerReport {}

  /** At most one a second. */
  record Progress(int epoch, int step, int steps, double loss, double imagesPerSecond)
      implements TrainerReport {}

  /**
   * An epoch is trained, validated and in its checkpoint. A resumed trainer says again what it
   * finds in the checkpoint.
   */
  record EpochDone(EpochMetrics metrics) implements TrainerReport {}

  /**
   * The last report of a stage that ran to its end.
   *
   * @param bundle folder ready to be published
   */
  record Finished(Path bundle, double parityError, double seconds) implements TrainerReport {}

  /** The last report of a stage that was told to end early. */
  record Cancelled(int afterEpoch) implements TrainerReport {}

  /** The last report of a stage that cannot go on. */
  record Failed(ErrorCode code, String message) implements TrainerReport {}

  /** True when the trainer says nothing after it. */
  default boolean endsStage() {
    return switch (this) {
      case Started _, Progress _, EpochDone _ -> false;
      case Finished _, Cancelled _, Failed _ -> true;
    };
  }
}
