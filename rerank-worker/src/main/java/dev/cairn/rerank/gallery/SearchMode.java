package dev.cairn.rerank.gallery;

/** How an index looks at its rows. */
public enum SearchMode {
  /** At every component in float32. */
  EXACT,
  /**
   * In eight bits first, and in float32 where these leave a doubt: the same answers for less work
   * and more disk.
   */
  CERTIFIED,
  /**
   * Along a graph, and in float32 where that leads: far less work in large galleries, a few
   * neighbours missed, and slower writes.
   */
  APPROXIMATE
}
