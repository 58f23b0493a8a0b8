package dev.cairn.rerank.gallery;

import dev.cairn.schemas.avro.Neighbour;

/**
 * A gallery image near a query in the eyes of one model.
 *
 * @param neighbour with the cosine of that model
 * @param bias how near the image is to photographs of no landmark: the mean of its largest cosines
 *     to them, 0 without any
 */
public record BiasedNeighbour(Neighbour neighbour, double bias) {

  /** What it is ranked by: the cosine between 0 and 1, less the bias. */
  public double value() {
    return Math.clamp(neighbour.getCosine(), 0.0, 1.0) - bias;
  }
}
