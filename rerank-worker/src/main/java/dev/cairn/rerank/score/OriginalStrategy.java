package dev.cairn.rerank.score;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.cairn.rerank.classes.ClassCosine;
import dev.cairn.schemas.avro.Candidate;
import dev.cairn.schemas.avro.Neighbour;
import dev.cairn.schemas.avro.ScoreTerm;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The formula of the third place of the Google Landmark Recognition 2020 challenge. The score of a
 * landmark with class cosine {@code c} is the sum over its neighbours of {@code s^9 * c^10}, {@code
 * s} being a neighbour's cosine; {@code c} is 1e-8 for a landmark that is not among the classes.
 *
 * <p>All in logarithms, {@code logsumexp(9 ln s + 10 ln c)}: a score of 1e-86 and less keeps its
 * order.
 *
 * <p>Differs from the original in one thing, on purpose: there, the even power turns a negative
 * class cosine into confidence. Here a class cosine below 1e-8 counts as 1e-8, like that of an
 * unknown class, and a neighbour with a negative cosine adds nothing.
 *
 * <p>Terms: {@code class}, the {@code c} used, and {@code neighbour:<image id>}, the logarithm of
 * what that neighbour adds.
 */
public final class OriginalStrategy implements ScoreStrategy {
  private static final int NEIGHBOUR_POWER = 9;
  private static final int CLASS_POWER = 10;
  private static final double UNKNOWN_CLASS_COSINE = 1e-8;

  @Override
  public String name() {
    return "original";
  }

  @Override
  public List<Candidate> score(List<Neighbour> neighbours, List<ClassCosine> classes) {
    Map<String, List<Neighbour>> landmarks =
        neighbours.stream()
            .collect(groupingBy(Neighbour::getLandmarkId, LinkedHashMap::new, toList()));
    Map<String, Double> classCosines = new LinkedHashMap<>();
    for (ClassCosine each : classes) {
      classCosines.put(each.landmarkId(), Math.max(each.cosine(), UNKNOWN_CLASS_COSINE));
      landmarks.putIfAbsent(each.landmarkId(), List.of());
    }
    // The sort is stable: of equal scores, the landmark with the nearer neighbour comes first.
    return landmarks.entrySet().stream()
        .map(landmark ->
            candidate(
                landmark.getKey(),
                landmark.getValue(),
                classCosines.getOrDefault(landmark.getKey(), UNKNOWN_CLASS_COSINE)))
        .sorted(Comparator.comparingDouble(Candidate::getLogScore).reversed())
        .toList();
  }

  private static Candidate candidate(String landmarkId, List<Neighbour> neighbours, double c) {
    List<ScoreTerm> terms = new ArrayList<>();
    terms.add(new ScoreTerm("class", c));
    double[] logs = new double[neighbours.size()];
    for (int i = 0; i < logs.length; i++) {
      double s = Math.max(neighbours.get(i).getCosine(), 0);
      logs[i] = NEIGHBOUR_POWER * Math.log(s) + CLASS_POWER * Math.log(c);
      terms.add(new ScoreTerm("neighbour:" + neighbours.get(i).getImageId(), logs[i]));
    }
    return new Candidate(landmarkId, LogSum.of(logs), terms);
  }
}
