package dev.cairn.rerank.classes;

import dev.cairn.rerank.screen.CandidateRows;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Class cosines of some queries, nearly averaged over models. Not safe for use by several threads.
 */
final class RoughMeans {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private final int landmarks;
  private final int queries;

  /** {@code [landmarks][queries]}, and room to read a vector at the last one. */
  private final float[] sums;

  private int models;
  private float rounding;

  RoughMeans(int landmarks, int queries) {
    this.landmarks = landmarks;
    this.queries = queries;
    this.sums = new float[Math.addExact(Math.multiplyExact(landmarks, queries), LANES)];
  }

  /**
   * Adds what one model says.
   *
   * @param cosines {@code [classes * queries]}, class-major
   * @param classes of the landmarks
   * @param rounding most that a cosine is off
   */
  void add(float[] cosines, int[] classes, float rounding) {
    for (int landmark = 0; landmark < landmarks; landmark++) {
      int from = classes[landmark] * queries;
      int to = landmark * queries;
      for (int query = 0; query < queries; query++) {
        sums[to + query] += cosines[from + query];
      }
    }
    models++;
    this.rounding = Math.max(this.rounding, rounding);
  }

  /**
   * The landmarks that may be among the best of each query.
   *
   * @param handicaps what each landmark's mean loses
   * @param count of best landmarks wanted
   */
  CandidateRows[] candidates(float[] handicaps, int count) {
    CandidateRows[] candidates = new CandidateRows[queries];
    Arrays.setAll(candidates, _ -> new CandidateRows(count));
    float[] floors = new float[Math.ceilDiv(queries, LANES) * LANES];
    Arrays.fill(floors, 0, queries, Float.NEGATIVE_INFINITY);
    Arrays.fill(floors, queries, floors.length, Float.POSITIVE_INFINITY);
    for (int landmark = 0; landmark < landmarks; landmark++) {
      for (int lane = 0; lane < floors.length; lane += LANES) {
        FloatVector value =
            FloatVector.fromArray(SPECIES, sums, landmark * queries + lane)
                .div(models)
                .sub(handicaps[landmark]);
        VectorMask<Float> reached =
            value
                .add(rounding)
                .compare(VectorOperators.GE, FloatVector.fromArray(SPECIES, floors, lane));
        for (long left = reached.toLong(); left != 0; left &= left - 1) {
          int i = Long.numberOfTrailingZeros(left);
          CandidateRows of = candidates[lane + i];
          of.offer(landmark, value.lane(i) - rounding, value.lane(i) + rounding);
          floors[lane + i] = of.floor();
        }
      }
    }
    return candidates;
  }
}
