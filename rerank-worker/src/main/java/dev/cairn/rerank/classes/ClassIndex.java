package dev.cairn.rerank.classes;

import dev.cairn.rerank.product.BestRows;
import dev.cairn.rerank.screen.CandidateRows;
import dev.cairn.rerank.screen.FloatQueries;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The classifiers of an ensemble as one. A model without classes has no say; a landmark that not
 * every other model knows has no average and is left out. Safe for use by several threads.
 */
public final class ClassIndex {
  /** What a landmark without a gallery image loses. */
  private static final float ABSENT = 1;

  private final List<ClassHead> heads;

  /** Models that have classes. */
  private final int[] classifiers;

  private final List<String> landmarkIds;
  private final Set<String> known;

  /** Class of each landmark, {@code [classifiers][landmarks]}. */
  private final int[][] classes;

  /** What was last looked up. */
  private volatile Presence presence;

  private record Presence(Set<String> landmarks, float[] handicaps) {}

  /**
   * @param heads in the order of the ensemble, at least one
   */
  public ClassIndex(List<ClassHead> heads) {
    this.heads = List.copyOf(heads);
    this.classifiers =
        IntStream.range(0, heads.size())
            .filter(model -> !heads.get(model).landmarkIds().isEmpty())
            .toArray();
    List<Map<String, Integer>> classOf =
        Arrays.stream(classifiers).mapToObj(heads::get).map(ClassIndex::classByLandmark).toList();
    this.landmarkIds =
        Arrays.stream(classifiers)
            .limit(1)
            .mapToObj(heads::get)
            .flatMap(first -> first.landmarkIds().stream())
            .filter(id -> classOf.stream().allMatch(known -> known.containsKey(id)))
            .toList();
    this.known = Set.copyOf(landmarkIds);
    this.classes =
        classOf.stream()
            .map(known -> landmarkIds.stream().mapToInt(known::get).toArray())
            .toArray(int[][]::new);
  }

  private static Map<String, Integer> classByLandmark(ClassHead head) {
    Map<String, Integer> classes = new HashMap<>();
    for (String landmarkId : head.landmarkIds()) {
      classes.put(landmarkId, classes.size());
    }
    return classes;
  }

  /**
   * Checks that a query fits the heads.
   *
   * @param modelVectors one vector a model
   * @throws CairnException with {@code EMBEDDING_MISMATCH} when a dimension differs
   */
  public void check(float[][] modelVectors) {
    for (int model = 0; model < modelVectors.length; model++) {
      if (modelVectors[model].length != heads.get(model).dimension()) {
        throw new CairnException(
            ErrorCode.EMBEDDING_MISMATCH,
            "The vector of model %d has dimension %d; its head has %d"
                .formatted(model, modelVectors[model].length, heads.get(model).dimension()));
      }
    }
  }

  /** True for a landmark that can be among the best classes. */
  public boolean knows(String landmarkId) {
    return known.contains(landmarkId);
  }

  /**
   * The best classes for each query, best first; of equal ones the first of the class list. None
   * when no model has classes.
   *
   * @param queries checked and L2-normalised, {@code [models][queries][dimension]}
   * @param present landmarks that have a gallery image; never changed
   * @param count of classes wanted for each query, at least 1
   */
  public List<List<ClassCosine>> best(float[][][] queries, Set<String> present, int count) {
    int batch = queries[0].length;
    if (classifiers.length == 0) {
      return Collections.nCopies(batch, List.of());
    }
    float[] handicaps = handicaps(present);
    CandidateRows[] candidates = candidates(queries, handicaps, count);
    List<List<ClassCosine>> best = new ArrayList<>();
    for (int query = 0; query < batch; query++) {
      BestRows nearest = new BestRows(count);
      for (int landmark : candidates[query].rows()) {
        nearest.offer(landmark, cosine(queries, query, landmark) - handicaps[landmark]);
      }
      best.add(named(nearest));
    }
    return best;
  }

  /** The landmarks that may be among the best of each query. */
  private CandidateRows[] candidates(float[][][] queries, float[] handicaps, int count) {
    RoughMeans means = new RoughMeans(landmarkIds.size(), queries[0].length);
    for (int i = 0; i < classifiers.length; i++) {
      FloatQueries ofModel = new FloatQueries(queries[classifiers[i]]);
      float[] cosines = heads.get(classifiers[i]).roughCosines(ofModel);
      means.add(cosines, classes[i], ofModel.rounding());
    }
    return means.candidates(handicaps, count);
  }

  /** What each landmark loses. Looked up again only for another set. */
  private float[] handicaps(Set<String> present) {
    Presence last = presence;
    if (last == null || !last.landmarks.equals(present)) {
      float[] handicaps = new float[landmarkIds.size()];
      for (int landmark = 0; landmark < handicaps.length; landmark++) {
        handicaps[landmark] = present.contains(landmarkIds.get(landmark)) ? 0 : ABSENT;
      }
      last = new Presence(present, handicaps);
      presence = last;
    }
    return last.handicaps;
  }

  /** The mean over the models. */
  private float cosine(float[][][] queries, int query, int landmark) {
    float sum = 0;
    for (int i = 0; i < classifiers.length; i++) {
      int model = classifiers[i];
      sum += heads.get(model).cosine(queries[model][query], classes[i][landmark]);
    }
    return sum / classifiers.length;
  }

  private List<ClassCosine> named(BestRows best) {
    List<ClassCosine> cosines = new ArrayList<>();
    for (int rank = 0; rank < best.size(); rank++) {
      cosines.add(new ClassCosine(landmarkIds.get(best.row(rank)), best.value(rank)));
    }
    return cosines;
  }
}
