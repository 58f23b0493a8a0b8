package dev.cairn.rerank.score;

/**
 * What a strategy wants to know of each query, so that nobody searches for what is not asked.
 *
 * @param neighbours nearest gallery images over all models together, at least 1
 * @param classes best classes; 0 for none
 * @param modelNeighbours nearest gallery images of each model, less their nearness to photographs
 *     of no landmark; 0 for none
 * @param distraction how near each model sees the query to photographs of no landmark
 */
public record Needs(int neighbours, int classes, int modelNeighbours, boolean distraction) {

  /** True when photographs of no landmark are looked at. */
  public boolean nonLandmarks() {
    return modelNeighbours > 0 || distraction;
  }
}
