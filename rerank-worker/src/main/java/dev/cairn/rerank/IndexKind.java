package dev.cairn.rerank;

/** Where the gallery is searched. */
public enum IndexKind {
  /** In this process, row by row: a Lucene index in a folder of its own. */
  EXACT,
  /** On an OpenSearch cluster that all rerank-workers share. */
  OPENSEARCH
}
