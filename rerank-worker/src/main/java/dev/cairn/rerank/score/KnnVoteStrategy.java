package dev.cairn.rerank.score;

import dev.cairn.schemas.avro.Candidate;
import dev.cairn.schemas.avro.Neighbour;
import dev.cairn.schemas.avro.ScoreTerm;
import java.util.ArrayList;
import java.util.List;

/**
 * A vote of the nearest gallery images, for galleries without a classifier. An image with cosine
 * {@code s} has {@code clamp(s, 0, 1)^p} votes. The confidence of a landmark is its share of all
 * votes times the cosine of its nearest image: 1 only where all images agree and one is the query
 * itself, and small where they disagree or all are far. It lies between 0 and 1.
 *
 * <p>Terms: {@code share}, {@code nearest}, and {@code neighbour:<image id>}, the logarithm of that
 * image's votes.
 *
 * @param neighbours that vote
 * @param neighbourPower {@code p}, above 0: the larger, the less far images count
 */
public record KnnVoteStrategy(int neighbours, double neighbourPower) implements ScoreStrategy {

  @Override
  public String name() {
    return "knn-vote";
  }

  @Override
  public Needs needs() {
    return new Needs(neighbours, 0, 0, false);
  }

  @Override
  public List<Candidate> score(Evidence evidence) {
    double all = LogSum.of(votes(evidence.neighbours()));
    return Landmarks.scored(evidence, (landmarkId, near) -> candidate(landmarkId, near, all));
  }

  private Candidate candidate(String landmarkId, List<Neighbour> near, double all) {
    double[] votes = votes(near);
    double nearest = near.stream().mapToDouble(KnnVoteStrategy::cosine).max().orElse(0);
    // Without this, nobody's votes would be a share of nothing, which is no number.
    double logShare = nearest == 0 ? Double.NEGATIVE_INFINITY : Math.min(LogSum.of(votes) - all, 0);
    List<ScoreTerm> terms = new ArrayList<>();
    terms.add(new ScoreTerm("share", Math.exp(logShare)));
    terms.add(new ScoreTerm("nearest", nearest));
    for (int i = 0; i < votes.length; i++) {
      terms.add(new ScoreTerm("neighbour:" + near.get(i).getImageId(), votes[i]));
    }
    return new Candidate(landmarkId, logShare + Math.log(nearest), terms);
  }

  /** Logarithms. */
  private double[] votes(List<Neighbour> near) {
    return near.stream().mapToDouble(each -> neighbourPower * Math.log(cosine(each))).toArray();
  }

  private static double cosine(Neighbour neighbour) {
    return Math.clamp(neighbour.getCosine(), 0.0, 1.0);
  }
}
