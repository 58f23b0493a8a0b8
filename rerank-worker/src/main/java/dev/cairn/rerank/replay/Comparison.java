package dev.cairn.rerank.replay;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.cairn.schemas.avro.Prediction;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a replay has changed.
 *
 * @param replayed predictions of now, by image id
 * @param recorded what workers had answered to the same queries
 */
public record Comparison(
    List<Prediction> replayed, List<Prediction> recorded, Map<Change.Kind, List<Change>> changes) {
  private static final double ROUNDING = 1e-9;

  /** By image id. */
  public static Comparison of(Collection<Prediction> now, RecordedPredictions recorded) {
    List<Prediction> replayed =
        now.stream().sorted(Comparator.comparing(Prediction::getImageId)).toList();
    List<Change> pairs =
        replayed.stream()
            .flatMap(each -> recorded.before(each).map(before -> new Change(before, each)).stream())
            .toList();
    return new Comparison(
        replayed,
        pairs.stream().map(Change::before).toList(),
        pairs.stream()
            .collect(groupingBy(Change::kind, () -> new EnumMap<>(Change.Kind.class), toList())));
  }

  /** Changes of a kind, by image id. */
  public List<Change> of(Change.Kind kind) {
    return changes.getOrDefault(kind, List.of());
  }

  /** True when the scores of at least one query can be compared. */
  public boolean scoresCompare() {
    return changes.values().stream().flatMap(List::stream).anyMatch(Change::scoresCompare);
  }

  /** Log scores of the same strategy and ensemble that have moved, the farthest first. */
  public List<Change> moved() {
    return changes.values().stream()
        .flatMap(List::stream)
        .filter(Change::scoresCompare)
        .filter(change -> Math.abs(change.rise()) > ROUNDING)
        .sorted(
            Comparator.comparingDouble((Change change) -> -Math.abs(change.rise()))
                .thenComparing(Change::imageId))
        .toList();
  }
}
