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
 * @param classless landmarks of the neighbours that the classifier does not know
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

  /** Cosine of each class by landmark. */
  Map<String, Double> classCosines() {
    return classes.stream().collect(toMap(ClassCosine::landmarkId, ClassCosine::cosine));
  }
}
