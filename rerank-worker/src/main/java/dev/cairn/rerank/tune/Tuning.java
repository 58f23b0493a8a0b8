package dev.cairn.rerank.tune;

import dev.cairn.pipeline.fold.StratifiedFolds;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The outcome of a search.
 *
 * @param chosen on all queries
 * @param usualGap of the defaults on all queries
 * @param chosenGap of the chosen setting on them, which flatters it
 * @param folds one for each fold, which does not
 * @param settings that were tried
 */
public record Tuning(
    SearchSpace space,
    List<Sample> samples,
    Setting chosen,
    double usualGap,
    double chosenGap,
    List<FoldResult> folds,
    int settings) {
  /** Below so many queries of landmarks, chance decides between close settings. */
  private static final int FEW_QUERIES = 200;

  /** Below this share of the gain, most of it is fitted to the very queries. */
  private static final double HONEST_SHARE = 0.5;

  /**
   * Searches for the setting with the highest GAP.
   *
   * @param progress told how many settings have been tried
   * @throws CairnException with {@code DATASET_INVALID} when no sample has evidence, or fewer than
   *     five show a landmark
   */
  public static Tuning search(SearchSpace space, List<Sample> samples, IntConsumer progress) {
    check(samples);
    Judge judge = new Judge(space, samples, progress);
    Setting usual = space.usual();
    Setting chosen = best(space, judge, Gaps::whole);
    List<FoldResult> folds =
        IntStream.range(0, StratifiedFolds.FOLDS)
            .mapToObj(fold -> {
              Setting others = best(space, judge, gaps -> gaps.without().get(fold));
              return new FoldResult(
                  (int) samples.stream().filter(each -> each.fold() == fold).count(),
                  others,
                  judge.of(usual).within().get(fold),
                  judge.of(others).within().get(fold));
            })
            .toList();
    return new Tuning(
        space,
        samples,
        chosen,
        judge.of(usual).whole(),
        judge.of(chosen).whole(),
        folds,
        judge.settings());
  }

  private static Setting best(SearchSpace space, Judge judge, ToDoubleFunction<Gaps> goal) {
    return new Search(space, setting -> goal.applyAsDouble(judge.of(setting))).best();
  }

  private static void check(List<Sample> samples) {
    if (samples.stream().noneMatch(each -> each.evidence().isPresent())) {
      throw new CairnException(
          ErrorCode.DATASET_INVALID,
          "None of the %,d images of the truth is among the queries: its ids are those that were published, or it is of another batch"
              .formatted(samples.size()));
    }
    if (landmarkQueries(samples) < StratifiedFolds.FOLDS) {
      throw new CairnException(
          ErrorCode.DATASET_INVALID,
          "%d images of the truth show a landmark: tuning takes %d at least, and some hundred to be of use"
              .formatted(landmarkQueries(samples), StratifiedFolds.FOLDS));
    }
  }

  private static long landmarkQueries(List<Sample> samples) {
    return samples.stream().filter(Sample::showsLandmark).count();
  }

  public long landmarkQueries() {
    return landmarkQueries(samples);
  }

  /** What the chosen setting gains on the queries that it was chosen on. */
  public double gain() {
    return chosenGap - usualGap;
  }

  /** Mean GAP of the defaults over the folds. */
  public double usualFoldGap() {
    return mean(FoldResult::usualGap);
  }

  /** Mean GAP over the folds, each with values that were chosen without it. */
  public double chosenFoldGap() {
    return mean(FoldResult::chosenGap);
  }

  private double mean(ToDoubleFunction<FoldResult> gap) {
    return folds.stream().mapToDouble(gap).average().orElseThrow();
  }

  /** What tuning gains on queries that it has not seen, as far as these can tell. */
  public double honestGain() {
    return chosenFoldGap() - usualFoldGap();
  }

  /** What somebody must know before they use the setting. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (landmarkQueries() < FEW_QUERIES) {
      warnings.add(
          "Only %,d queries show a landmark: chance decides between close settings. Some hundred are better."
              .formatted(landmarkQueries()));
    }
    if (gain() > 0 && honestGain() <= 0) {
      warnings.add(
          "On queries that it has not seen, tuning gains nothing: the gain is fitted to this batch. Keep the defaults.");
    } else if (honestGain() < HONEST_SHARE * gain()) {
      warnings.add(
          "On queries that it has not seen, tuning gains less than half as much: most of the gain is fitted to this batch.");
    }
    if (space.isFixed("lambda")) {
      warnings.add("The gallery has no photographs of no landmark, so lambda is 0.");
    }
    long known = samples.stream().filter(Sample::isInGallery).count();
    if (known > 0) {
      warnings.add(
          "%,d queries are in the gallery under the same id: who knows the answer beforehand tells nothing."
              .formatted(known));
    }
    if (gain() == 0) {
      warnings.add("No setting is better than the defaults on this batch.");
    }
    return warnings;
  }
}
