package dev.cairn.rerank;

/** Where and how the gallery is searched. */
public enum IndexKind {
  /** In this worker's folder, every component of every row. */
  EXACT,
  /** In this worker's folder, in eight bits first: the same answers for less work and more disk. */
  CERTIFIED,
  /** In this worker's folder, along a graph: a few neighbours are missed. */
  APPROXIMATE,
  /** Certified or approximate, by the size of the store at the start. */
  AUTO,
  /** On an OpenSearch cluster that all rerank-workers share. */
  OPENSEARCH
}
