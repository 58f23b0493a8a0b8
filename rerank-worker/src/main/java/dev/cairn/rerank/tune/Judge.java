package dev.cairn.rerank.tune;

import dev.cairn.pipeline.fold.StratifiedFolds;
import dev.cairn.pipeline.metric.GlobalAveragePrecision;
import dev.cairn.rerank.score.Evidence;
import dev.cairn.rerank.score.ScoreStrategy;
import dev.cairn.schemas.avro.Candidate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Holds settings against the truth, each once. For one thread; scores on several. */
final class Judge {
  private final SearchSpace space;
  private final List<Sample> samples;
  private final IntConsumer judged;
  private final Map<Setting, Gaps> known = new HashMap<>();

  /** A sample with what was answered to it. */
  private record Scored(Sample sample, GlobalAveragePrecision.Answer answer) {}

  /**
   * @param samples of landmarks in every fold
   * @param judged told after each setting how many there were
   */
  Judge(SearchSpace space, List<Sample> samples, IntConsumer judged) {
    this.space = space;
    this.samples = List.copyOf(samples);
    this.judged = judged;
  }

  Gaps of(Setting setting) {
    Gaps gaps = known.get(setting);
    if (gaps == null) {
      gaps = judge(space.strategy(setting));
      known.put(setting, gaps);
      judged.accept(known.size());
    }
    return gaps;
  }

  int settings() {
    return known.size();
  }

  private Gaps judge(ScoreStrategy strategy) {
    List<Scored> ranking =
        samples.parallelStream()
            .flatMap(sample -> scored(sample, strategy).stream())
            .sorted(Comparator.comparingDouble(each -> 0.0 - each.answer().confidence()))
            .toList();
    return new Gaps(
        gap(ranking, _ -> true),
        byFold(fold -> gap(ranking, other -> other != fold)),
        byFold(fold -> gap(ranking, other -> other == fold)));
  }

  private static Optional<Scored> scored(Sample sample, ScoreStrategy strategy) {
    Optional<Evidence> evidence = sample.evidence().map(all -> all.within(strategy.needs()));
    return evidence.stream()
        .flatMap(seen -> strategy.score(seen).stream().limit(1))
        .filter(best -> best.getLogScore() > Double.NEGATIVE_INFINITY)
        .findFirst()
        .map(best -> new Scored(sample, answer(sample, best)));
  }

  private static GlobalAveragePrecision.Answer answer(Sample sample, Candidate best) {
    boolean right = sample.truth().landmarkId().filter(best.getLandmarkId()::equals).isPresent();
    return new GlobalAveragePrecision.Answer(best.getLogScore(), right);
  }

  private double gap(List<Scored> ranking, IntPredicate fold) {
    int landmarks =
        (int)
            samples.stream().filter(each -> each.showsLandmark() && fold.test(each.fold())).count();
    return GlobalAveragePrecision.of(
        ranking.stream()
            .filter(each -> fold.test(each.sample().fold()))
            .map(Scored::answer)
            .toList(),
        landmarks);
  }

  private static List<Double> byFold(IntToDoubleFunction gap) {
    return IntStream.range(0, StratifiedFolds.FOLDS).mapToDouble(gap).boxed().toList();
  }
}
