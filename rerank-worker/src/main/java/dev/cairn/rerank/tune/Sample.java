package dev.cairn.rerank.tune;

import static java.util.stream.Collectors.toMap;

import dev.cairn.pipeline.fold.StratifiedFolds;
import dev.cairn.rerank.evaluate.Truth;
import dev.cairn.rerank.score.Evidence;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A query whose landmark is known.
 *
 * @param evidence empty for one that was not found, which counts as wrong
 * @param fold from 0
 */
public record Sample(Truth truth, Optional<Evidence> evidence, int fold) {

  /**
   * The samples of a truth, in its order.
   *
   * @param evidence by image id
   */
  public static List<Sample> of(List<Truth> truths, Map<String, Evidence> evidence) {
    Map<String, Integer> folds = folds(truths);
    return truths.stream()
        .map(truth ->
            new Sample(truth, Optional.ofNullable(evidence.get(truth.id())), folds.get(truth.id())))
        .toList();
  }

  /**
   * Does not depend on the order of the truth. Those of no landmark are dealt last, so every fold
   * gets its share of the others.
   */
  private static Map<String, Integer> folds(List<Truth> truths) {
    List<Truth> dealt =
        truths.stream()
            .sorted(
                Comparator.comparing((Truth truth) -> truth.landmarkId().isEmpty())
                    .thenComparing(Truth::id))
            .toList();
    int[] folds =
        StratifiedFolds.assign(dealt.stream().map(each -> each.landmarkId().orElse("")).toList());
    return IntStream.range(0, folds.length)
        .boxed()
        .collect(toMap(place -> dealt.get(place).id(), place -> folds[place]));
  }

  /** True when the query itself is among its neighbours. */
  boolean isInGallery() {
    return evidence.stream()
        .flatMap(seen -> seen.neighbours().stream())
        .anyMatch(near -> near.getImageId().equals(truth.id()));
  }

  boolean showsLandmark() {
    return truth.landmarkId().isPresent();
  }
}
