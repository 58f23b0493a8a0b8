package dev.cairn.rerank.score;

import dev.cairn.schemas.avro.Candidate;
import dev.cairn.schemas.avro.Neighbour;
import dev.cairn.schemas.avro.ScoreTerm;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * The sum over a landmark's neighbours of {@code s^a * c^b}, {@code s} being a neighbour's cosine
 * and {@code c} the landmark's class cosine; all in logarithms, {@code logsumexp(a ln s + b ln c)},
 * so that a score of 1e-86 and less keeps its order. A neighbour with a negative cosine adds
 * nothing.
 *
 * <p>Terms: {@code class}, the {@code c} used, and {@code neighbour:<image id>}, the logarithm of
 * what that neighbour adds.
 *
 * @param neighbourPower {@code a}, above 0
 * @param classPower {@code b}, above 0
 */
public record PowerFormula(double neighbourPower, double classPower) {
  /** As the third place of 2020 tuned it. */
  public static final PowerFormula ORIGINAL = new PowerFormula(9, 10);

  /** Stands for the class cosine of a landmark that is not among the best classes. */
  static final double UNKNOWN_CLASS_COSINE = 1e-8;

  /**
   * A landmark with a class.
   *
   * @param classCosine counts as {@link #UNKNOWN_CLASS_COSINE} where it is less
   */
  Candidate candidate(String landmarkId, List<Neighbour> neighbours, double classCosine) {
    double c = Math.max(classCosine, UNKNOWN_CLASS_COSINE);
    return candidate(landmarkId, neighbours, List.of(new ScoreTerm("class", c)), _ -> c);
  }

  /** A landmark without a class: each neighbour's own cosine takes the place of the class's. */
  Candidate candidateWithoutClass(String landmarkId, List<Neighbour> neighbours) {
    return candidate(landmarkId, neighbours, List.of(), DoubleUnaryOperator.identity());
  }

  private Candidate candidate(
      String landmarkId,
      List<Neighbour> neighbours,
      List<ScoreTerm> first,
      DoubleUnaryOperator classCosine) {
    List<ScoreTerm> terms = new ArrayList<>(first);
    double[] logs = new double[neighbours.size()];
    for (int i = 0; i < logs.length; i++) {
      double s = Math.max(neighbours.get(i).getCosine(), 0);
      logs[i] = neighbourPower * Math.log(s) + classPower * Math.log(classCosine.applyAsDouble(s));
      terms.add(new ScoreTerm("neighbour:" + neighbours.get(i).getImageId(), logs[i]));
    }
    return new Candidate(landmarkId, LogSum.of(logs), terms);
  }
}
