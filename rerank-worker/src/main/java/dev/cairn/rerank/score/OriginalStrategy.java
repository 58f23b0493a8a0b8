package dev.cairn.rerank.score;

import dev.cairn.schemas.avro.Candidate;
import java.util.List;
import java.util.Map;

/**
 * The formula of the third place of the Google Landmark Recognition 2020 challenge. The score of a
 * landmark with class cosine {@code c} is the sum over its neighbours of {@code s^9 * c^10}, {@code
 * s} being a neighbour's cosine; {@code c} is 1e-8 for a landmark that is not among the classes.
 * See {@link PowerFormula} for the arithmetic and the terms.
 *
 * <p>Differs from the original in one thing, on purpose: there, the even power turns a negative
 * class cosine into confidence. Here a class cosine below 1e-8 counts as 1e-8, like that of an
 * unknown class, and a neighbour with a negative cosine adds nothing.
 *
 * @param neighbours looked at for each query
 * @param classes looked at for each query
 */
public record OriginalStrategy(int neighbours, int classes) implements ScoreStrategy {

  @Override
  public String name() {
    return "original";
  }

  @Override
  public Needs needs() {
    return new Needs(neighbours, classes, 0, false);
  }

  @Override
  public List<Candidate> score(Evidence evidence) {
    Map<String, Double> cosines = evidence.classCosines();
    return Landmarks.scored(
        evidence,
        (landmarkId, near) ->
            PowerFormula.ORIGINAL.candidate(
                landmarkId,
                near,
                cosines.getOrDefault(landmarkId, PowerFormula.UNKNOWN_CLASS_COSINE)));
  }
}
