package dev.cairn.rerank.score;

import dev.cairn.rerank.classes.ClassCosine;
import dev.cairn.rerank.gallery.BiasedNeighbour;
import dev.cairn.schemas.avro.Candidate;
import dev.cairn.schemas.avro.Neighbour;
import dev.cairn.schemas.avro.ScoreTerm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Evidence for tests, part by part. */
record TestEvidence(
    List<Neighbour> neighbours,
    List<ClassCosine> classes,
    Set<String> classless,
    List<ModelEvidence> models) {

  static TestEvidence of(Neighbour... neighbours) {
    return new TestEvidence(List.of(neighbours), List.of(), Set.of(), List.of());
  }

  TestEvidence classes(ClassCosine... found) {
    return new TestEvidence(neighbours, List.of(found), classless, models);
  }

  TestEvidence classless(String... landmarkIds) {
    return new TestEvidence(neighbours, classes, Set.of(landmarkIds), models);
  }

  TestEvidence models(ModelEvidence... seen) {
    return new TestEvidence(neighbours, classes, classless, List.of(seen));
  }

  Evidence build() {
    return new Evidence(neighbours, classes, classless, models);
  }

  static Neighbour neighbour(String imageId, String landmarkId, double cosine) {
    return new Neighbour(imageId, landmarkId, cosine, null);
  }

  static ModelEvidence model(double distraction, BiasedNeighbour... neighbours) {
    return new ModelEvidence(List.of(neighbours), distraction);
  }

  static BiasedNeighbour biased(String imageId, String landmarkId, double cosine, double bias) {
    return new BiasedNeighbour(neighbour(imageId, landmarkId, cosine), bias);
  }

  /** Terms by name, in their order. */
  static Map<String, Double> terms(Candidate candidate) {
    Map<String, Double> terms = new LinkedHashMap<>();
    for (ScoreTerm term : candidate.getTerms()) {
      terms.put(term.getName(), term.getValue());
    }
    return terms;
  }
}
