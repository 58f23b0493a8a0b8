package dev.cairn.train.dataset;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The rows of a dataset that one stage uses.
 *
 * @param imageCounts images of each class in the stage, training or not, as the original counts
 *     them for its margins: no class has zero
 * @param training every row outside the stage's fold
 * @param validation every n-th row of the stage's fold
 */
public record StageData(ClassMap classes, int[] imageCounts, Samples training, Samples validation) {

  /**
   * Selects as the original does: step 0 takes every row in its order; later steps keep the
   * landmarks that the cleaned set has, with all of their rows, the uncleaned ones included, in the
   * order of the landmarks.
   *
   * @param fold whose rows do not train
   * @param validationStride of the fold's rows, the first and every n-th after it validate
   * @param headOrder classes of the head that the stage continues; its order is kept when it has
   *     the same landmarks
   * @throws CairnException with {@code DATASET_INVALID} for fewer than two landmarks or fewer than
   *     two training images
   */
  public static StageData select(
      DatasetRows rows, int step, int fold, int validationStride, Optional<ClassMap> headOrder) {
    int[] scope = step == 0 ? IntStream.range(0, rows.size()).toArray() : ofCleanedLandmarks(rows);
    int[] imagesOfLandmark = new int[rows.landmarkIds().size()];
    for (int row : scope) {
      imagesOfLandmark[rows.landmark(row)]++;
    }
    ClassMap classes = classes(rows.landmarkIds(), imagesOfLandmark, headOrder);
    int[] classOfLandmark = new int[imagesOfLandmark.length];
    int[] imageCounts = new int[classes.size()];
    for (int landmark = 0; landmark < imagesOfLandmark.length; landmark++) {
      if (imagesOfLandmark[landmark] > 0) {
        classOfLandmark[landmark] = classes.indexOf(rows.landmarkIds().get(landmark));
        imageCounts[classOfLandmark[landmark]] = imagesOfLandmark[landmark];
      }
    }
    int[] training = Arrays.stream(scope).filter(row -> rows.fold(row) != fold).toArray();
    int[] held = Arrays.stream(scope).filter(row -> rows.fold(row) == fold).toArray();
    if (classes.size() < 2 || training.length < 2) {
      throw new CairnException(
          ErrorCode.DATASET_INVALID,
          "The dataset has %d landmarks and %d training images outside fold %d: a stage needs two of each"
              .formatted(classes.size(), training.length, fold));
    }
    return new StageData(
        classes,
        imageCounts,
        new Samples(rows, training, classOfLandmark),
        new Samples(rows, everyNth(held, validationStride), classOfLandmark));
  }

  private static ClassMap classes(
      List<String> landmarkIds, int[] imagesOfLandmark, Optional<ClassMap> headOrder) {
    ClassMap own =
        ClassMap.ascending(
            IntStream.range(0, imagesOfLandmark.length)
                .filter(landmark -> imagesOfLandmark[landmark] > 0)
                .mapToObj(landmarkIds::get)
                .toList());
    return headOrder.filter(own::sameLandmarks).orElse(own);
  }

  /** Sorted by landmark, and the rows of a landmark in their order. */
  private static int[] ofCleanedLandmarks(DatasetRows rows) {
    boolean[] cleaned = new boolean[rows.landmarkIds().size()];
    int[] next = new int[cleaned.length + 1];
    for (int row = 0; row < rows.size(); row++) {
      cleaned[rows.landmark(row)] |= rows.isCleaned(row);
    }
    int[] kept =
        IntStream.range(0, rows.size()).filter(row -> cleaned[rows.landmark(row)]).toArray();
    for (int row : kept) {
      next[rows.landmark(row) + 1]++;
    }
    Arrays.parallelPrefix(next, Integer::sum);
    int[] sorted = new int[kept.length];
    for (int row : kept) {
      sorted[next[rows.landmark(row)]++] = row;
    }
    return sorted;
  }

  private static int[] everyNth(int[] rows, int stride) {
    return IntStream.iterate(0, i -> i < rows.length, i -> i + stride).map(i -> rows[i]).toArray();
  }
}
