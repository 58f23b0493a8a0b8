package dev.cairn.rerank.stage;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.cairn.rerank.classes.ClassCosine;
import dev.cairn.rerank.classes.ClassIndex;
import dev.cairn.rerank.embedding.Embedding;
import dev.cairn.rerank.gallery.BiasedNeighbour;
import dev.cairn.rerank.gallery.GalleryAnswer;
import dev.cairn.rerank.gallery.GalleryIndex;
import dev.cairn.rerank.gallery.NonLandmarkIndex;
import dev.cairn.rerank.gallery.RecallMeter;
import dev.cairn.rerank.score.Evidence;
import dev.cairn.rerank.score.ModelEvidence;
import dev.cairn.rerank.score.Needs;
import dev.cairn.schemas.avro.Neighbour;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Looks up what a strategy needs to know of queries, and nothing else.
 *
 * @param gallery has photographs of no landmark, if they are needed
 */
public record EvidenceSearch(GalleryIndex gallery, RecallMeter recall, Needs needs) {

  /**
   * Looks up one evidence a query, in the same order.
   *
   * @param queries of one ensemble, checked against {@code classIndex}, not empty
   */
  public Findings find(List<Embedding> queries, ClassIndex classIndex) throws IOException {
    String ensemble = queries.getFirst().ensembleDigest();
    float[][] joined = queries.stream().map(Embedding::joined).toArray(float[][]::new);
    GalleryAnswer answer = gallery.search(ensemble, joined, needs.neighbours());
    recall.look(ensemble, joined, needs.neighbours(), answer);
    List<List<ClassCosine>> classes =
        needs.classes() == 0
            ? Collections.nCopies(queries.size(), List.of())
            : classIndex.best(
                byPlace(queries, Embedding::modelVectors), answer.landmarks(), needs.classes());
    List<List<ModelEvidence>> models =
        needs.nonLandmarks()
            ? models(
                gallery.nonLandmarks().orElseThrow(), ensemble, byPlace(queries, Embedding::parts))
            : Collections.nCopies(queries.size(), List.of());
    List<Evidence> evidence = new ArrayList<>();
    for (int i = 0; i < queries.size(); i++) {
      List<Neighbour> near = answer.neighbours().get(i);
      evidence.add(new Evidence(near, classes.get(i), classless(near, classIndex), models.get(i)));
    }
    return new Findings(answer, evidence);
  }

  private static Set<String> classless(List<Neighbour> neighbours, ClassIndex classIndex) {
    return neighbours.stream()
        .map(Neighbour::getLandmarkId)
        .filter(landmarkId -> !classIndex.knows(landmarkId))
        .collect(toUnmodifiableSet());
  }

  /** {@code [queries][models]}. */
  private List<List<ModelEvidence>> models(
      NonLandmarkIndex nonLandmarks, String ensemble, float[][][] queries) throws IOException {
    double[][] distraction = nonLandmarks.distraction(ensemble, queries);
    List<List<List<BiasedNeighbour>>> nearest =
        needs.modelNeighbours() == 0
            ? List.of()
            : nonLandmarks.nearest(ensemble, queries, needs.modelNeighbours());
    List<List<ModelEvidence>> models = new ArrayList<>();
    for (int query = 0; query < distraction.length; query++) {
      List<ModelEvidence> seen = new ArrayList<>();
      for (int model = 0; model < queries.length; model++) {
        List<BiasedNeighbour> near = nearest.isEmpty() ? List.of() : nearest.get(query).get(model);
        seen.add(new ModelEvidence(near, distraction[query][model]));
      }
      models.add(seen);
    }
    return models;
  }

  /** {@code [models or parts][queries][dimension]}. */
  private static float[][][] byPlace(
      List<Embedding> queries, Function<Embedding, float[][]> vectorsOf) {
    float[][][] vectors = new float[vectorsOf.apply(queries.getFirst()).length][queries.size()][];
    for (int query = 0; query < queries.size(); query++) {
      float[][] ofQuery = vectorsOf.apply(queries.get(query));
      for (int place = 0; place < vectors.length; place++) {
        vectors[place][query] = ofQuery[place];
      }
    }
    return vectors;
  }
}
