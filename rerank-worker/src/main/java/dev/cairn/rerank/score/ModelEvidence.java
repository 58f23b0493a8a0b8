package dev.cairn.rerank.score;

import dev.cairn.rerank.gallery.BiasedNeighbour;
import java.util.List;

/**
 * What one model sees of a query beside photographs of no landmark.
 *
 * @param neighbours highest value first; none when the strategy does not need them
 * @param distraction mean of the largest cosines of the query and photographs of no landmark; 0
 *     without such photographs
 */
public record ModelEvidence(List<BiasedNeighbour> neighbours, double distraction) {

  ModelEvidence first(int count) {
    return new ModelEvidence(Evidence.first(neighbours, count), distraction);
  }
}
