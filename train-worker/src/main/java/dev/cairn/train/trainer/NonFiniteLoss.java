package dev.cairn.train.trainer;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jboss.logging.Logger;

/** Says where a loss became infinite or no number, and what is left. */
final class NonFiniteLoss {
  private static final Logger LOG = Logger.getLogger(NonFiniteLoss.class);
  private static final int MAX_IMAGES = 16;

  private NonFiniteLoss() {}

  /**
   * @param imageIds of this rank's part of the step; the log has all of them
   * @return the failure with its place; another failure as it is
   */
  static CairnException explain(
      CairnException failure, StageContext stage, String place, List<String> imageIds) {
    if (failure.code() != ErrorCode.LOSS_NOT_FINITE) {
      return failure;
    }
    LOG.errorf("%s, images of rank %d: %s", place, stage.ranks().rank(), imageIds);
    Path checkpoint = stage.job().folder().lastCheckpoint();
    return new CairnException(
        ErrorCode.LOSS_NOT_FINITE,
        "%s%s: %s. %s"
            .formatted(
                place,
                images(imageIds),
                failure.getMessage(),
                Files.exists(checkpoint)
                    ? "The last good checkpoint is " + checkpoint
                    : "There is no checkpoint yet"),
        failure);
  }

  private static String images(List<String> imageIds) {
    int more = imageIds.size() - MAX_IMAGES;
    List<String> shown = imageIds.subList(0, Math.min(imageIds.size(), MAX_IMAGES));
    return imageIds.isEmpty()
        ? ""
        : ", images " + String.join(", ", shown) + (more > 0 ? " and %d more".formatted(more) : "");
  }
}
