package dev.cairn.rerank.score;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.cairn.schemas.avro.Candidate;
import dev.cairn.schemas.avro.Neighbour;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** The landmarks of an evidence with their neighbours. */
final class Landmarks {

  private Landmarks() {}

  /** Scores each landmark; of equal scores, the one with the nearer neighbour comes first. */
  static List<Candidate> scored(
      Evidence evidence, BiFunction<String, List<Neighbour>, Candidate> score) {
    Map<String, List<Neighbour>> landmarks =
        evidence.neighbours().stream()
            .collect(groupingBy(Neighbour::getLandmarkId, LinkedHashMap::new, toList()));
    evidence.classes().forEach(each -> landmarks.putIfAbsent(each.landmarkId(), List.of()));
    return landmarks.entrySet().stream()
        .map(landmark -> score.apply(landmark.getKey(), landmark.getValue()))
        .sorted(Comparator.comparingDouble(Candidate::getLogScore).reversed())
        .toList();
  }
}
