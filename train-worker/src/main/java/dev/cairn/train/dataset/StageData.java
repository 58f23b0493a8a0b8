package dev.cairn.train.dataset;

import static java.util.stream.Collectors.toSet;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The rows of a dataset that one stage uses.
 *
 * @param imageCounts images of each class in the stage, training or not, as the original counts
 *     them for its margins: no class has zero
 * @param training every row outside the stage's fold, in the order of the file
 * @param validation every n-th row of the stage's fold, in the order of the file
 */
public record StageData(
    ClassMap classes, int[] imageCounts, List<Sample> training, List<Sample> validation) {

  /**
   * Selects as the original does: step 0 takes every row; later steps keep the landmarks that the
   * cleaned set has, with all of their rows, the uncleaned ones included.
   *
   * @param fold whose rows do not train
   * @param validationStride of the fold's rows, the first and every n-th after it validate
   * @param headOrder classes of the head that the stage continues; its order is kept when it has
   *     the same landmarks
   * @throws CairnException with {@code DATASET_INVALID} for fewer than two landmarks or fewer than
   *     two training images
   */
  public static StageData select(
      List<DatasetRow> rows,
      int step,
      int fold,
      int validationStride,
      Optional<ClassMap> headOrder) {
    List<DatasetRow> scope = step == 0 ? rows : ofCleanedLandmarks(rows);
    ClassMap own = ClassMap.ascending(scope.stream().map(DatasetRow::landmarkId).collect(toSet()));
    ClassMap classes = headOrder.filter(own::sameLandmarks).orElse(own);

    int[] imageCounts = new int[classes.size()];
    List<Sample> training = new ArrayList<>();
    List<Sample> held = new ArrayList<>();
    for (DatasetRow row : scope) {
      int index = classes.indexOf(row.landmarkId());
      imageCounts[index]++;
      boolean trains = row.fold().isEmpty() || row.fold().getAsInt() != fold;
      (trains ? training : held).add(new Sample(row.imageId(), row.uri(), index));
    }
    if (classes.size() < 2 || training.size() < 2) {
      throw new CairnException(
          ErrorCode.DATASET_INVALID,
          "The dataset has %d landmarks and %d training images outside fold %d: a stage needs two of each"
              .formatted(classes.size(), training.size(), fold));
    }
    return new StageData(classes, imageCounts, training, everyNth(held, validationStride));
  }

  private static List<DatasetRow> ofCleanedLandmarks(List<DatasetRow> rows) {
    Set<String> cleaned =
        rows.stream().filter(DatasetRow::cleaned).map(DatasetRow::landmarkId).collect(toSet());
    return rows.stream().filter(row -> cleaned.contains(row.landmarkId())).toList();
  }

  private static List<Sample> everyNth(List<Sample> samples, int stride) {
    List<Sample> chosen = new ArrayList<>();
    for (int i = 0; i < samples.size(); i += stride) {
      chosen.add(samples.get(i));
    }
    return chosen;
  }
}
