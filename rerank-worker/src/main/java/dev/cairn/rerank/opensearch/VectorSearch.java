package dev.cairn.rerank.opensearch;

/** How a cluster finds the nearest rows. */
public enum VectorSearch {
  /** Looks at every row; needs no graph. */
  EXACT,
  /** Follows a graph (HNSW) and may miss some. */
  APPROXIMATE
}
