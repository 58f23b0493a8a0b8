package dev.cairn.rerank.score;

import static java.util.stream.Collectors.toMap;

import dev.cairn.rerank.classes.ClassCosine;
import dev.cairn.schemas.avro.Neighbour;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that a strategy may look at, as far as it {@linkplain ScoreStrategy#needs needs} it.
 *
 * @param neighbours nearest gallery images, nearest first, finite cosines
 * @param classes best classes of the classifier, best first, finite cosines
 * @param classless landmarks that the classifier does not know, those of the neighbours at least
 * @param models in the order of the ensemble; none when no photographs of no landmark are needed
 */
public record Evidence(
    List<Neighbour> neighbours,
    List<ClassCosine> classes,
    Set<String> classless,
    List<ModelEvidence> models) {

  public Evidence {
    neighbours = List.copyOf(neighbours);
    classes = List.copyOf(classes);
    classless = Set.copyOf(classless);
    models = List.copyOf(models);
  }

  /** What a search for no more than these needs would have found. */
  public Evidence within(Needs needs) {
    return new Evidence(
        first(neighbours, needs.neighbours()),
        first(classes, needs.classes()),
        classless,
        needs.nonLandmarks()
            ? models.stream().map(model -> model.first(needs.modelNeighbours())).toList()
            : List.of());
  }

  static <T> List<T> first(List<T> all, int count) {
    return all.subList(0, Math.min(count, all.size()));
  }

  /** True when photographs of no landmark were looked at, and there are some. */
  public boolean knowsNonLandmarks() {
    return models.stream().anyMatch(model -> model.distraction() != 0);
  }

  /** Cosine of each class by landmark. */
  Map<String, Double> classCosines() {
    return classes.stream().collect(toMap(ClassCosine::landmarkId, ClassCosine::cosine));
  }
}
