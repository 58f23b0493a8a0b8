package dev.cairn.rerank.score;

import dev.cairn.rerank.gallery.BiasedNeighbour;
import dev.cairn.schemas.avro.Candidate;
import dev.cairn.schemas.avro.ScoreTerm;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the first places of 2020 and 2021 keep photographs of no landmark from looking confident. Of
 * each model, the gallery images with the highest {@code clamp(s, 0, 1) - B} count, {@code B} being
 * how near that image is to photographs of no landmark. The log score of a landmark is the sum of
 * these values over its images and the models, less {@code C}: how near the query itself is to such
 * photographs, summed over the models too, so that no number of models tips the scale.
 *
 * <p>The sum is taken as a log score as it is, since one of 0 or less, which says that the query is
 * no nearer to the landmark than to those photographs, has a rank too. It looks at no classes, so
 * landmarks that no classifier knows are scored like all others.
 *
 * <p>Terms: {@code neighbour:<model>:<image id>}, what that image adds, {@code bias:<model>:<image
 * id>}, the {@code B} in it, {@code sum}, and {@code distraction}, which is {@code C}. Models count
 * from 0.
 *
 * @param neighbours shown with each prediction
 * @param modelNeighbours scored of each model
 */
public record DistractorStrategy(int neighbours, int modelNeighbours) implements ScoreStrategy {

  @Override
  public String name() {
    return "distractor";
  }

  @Override
  public Needs needs() {
    return new Needs(neighbours, 0, modelNeighbours, true);
  }

  @Override
  public List<Candidate> score(Evidence evidence) {
    Map<String, Tally> tallies = new LinkedHashMap<>();
    double distraction = 0;
    for (int model = 0; model < evidence.models().size(); model++) {
      ModelEvidence seen = evidence.models().get(model);
      distraction += seen.distraction();
      for (BiasedNeighbour near : seen.neighbours()) {
        tallies
            .computeIfAbsent(near.neighbour().getLandmarkId(), _ -> new Tally())
            .add(model, near);
      }
    }
    double c = distraction;
    return tallies.entrySet().stream()
        .map(landmark -> landmark.getValue().candidate(landmark.getKey(), c))
        .sorted(Comparator.comparingDouble(Candidate::getLogScore).reversed())
        .toList();
  }

  /** What speaks for a landmark. */
  private static final class Tally {
    private final List<ScoreTerm> terms = new ArrayList<>();
    private double sum;

    void add(int model, BiasedNeighbour near) {
      String place = model + ":" + near.neighbour().getImageId();
      terms.add(new ScoreTerm("neighbour:" + place, near.value()));
      terms.add(new ScoreTerm("bias:" + place, near.bias()));
      sum += near.value();
    }

    Candidate candidate(String landmarkId, double distraction) {
      terms.add(new ScoreTerm("sum", sum));
      terms.add(new ScoreTerm("distraction", distraction));
      return new Candidate(landmarkId, sum - distraction, terms);
    }
  }
}
