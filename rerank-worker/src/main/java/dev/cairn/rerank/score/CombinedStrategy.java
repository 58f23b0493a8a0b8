package dev.cairn.rerank.score;

import dev.cairn.schemas.avro.Candidate;
import dev.cairn.schemas.avro.Neighbour;
import dev.cairn.schemas.avro.ScoreTerm;
import java.util.List;
import java.util.Map;

/**
 * The original's log score less {@code lambda * C}, where {@code C} is how near the query is to
 * photographs of no landmark, averaged over the models. It moves whole queries up and down: the
 * landmark stays the one that the rest of the formula prefers.
 *
 * <p>Unlike the original it has an honest score for a landmark that the classifier does not know:
 * each neighbour's own cosine takes the place of the class cosine. A landmark that the classifier
 * knows and does not rank among its best keeps the original's 1e-8.
 *
 * <p>Terms: those of {@link PowerFormula}, {@code class} only where there is one; {@code
 * distraction}, which is {@code C}, and {@code penalty}, which is {@code -lambda * C}.
 *
 * @param neighbours looked at for each query
 * @param classes looked at for each query
 * @param lambda 0 or more
 */
public record CombinedStrategy(int neighbours, int classes, PowerFormula formula, double lambda)
    implements ScoreStrategy {

  @Override
  public String name() {
    return "combined";
  }

  @Override
  public Needs needs() {
    return new Needs(neighbours, classes, 0, lambda > 0);
  }

  @Override
  public List<Candidate> score(Evidence evidence) {
    double distraction =
        evidence.models().stream().mapToDouble(ModelEvidence::distraction).average().orElse(0);
    Map<String, Double> cosines = evidence.classCosines();
    return Landmarks.scored(
        evidence,
        (landmarkId, near) ->
            penalised(
                evidence.classless().contains(landmarkId)
                    ? formula.candidateWithoutClass(landmarkId, near)
                    : classified(landmarkId, near, cosines),
                distraction));
  }

  private Candidate classified(
      String landmarkId, List<Neighbour> near, Map<String, Double> cosines) {
    return formula.candidate(
        landmarkId, near, cosines.getOrDefault(landmarkId, PowerFormula.UNKNOWN_CLASS_COSINE));
  }

  private Candidate penalised(Candidate candidate, double distraction) {
    double penalty = -lambda * distraction;
    candidate.getTerms().add(new ScoreTerm("distraction", distraction));
    candidate.getTerms().add(new ScoreTerm("penalty", penalty));
    candidate.setLogScore(candidate.getLogScore() + penalty);
    return candidate;
  }
}
