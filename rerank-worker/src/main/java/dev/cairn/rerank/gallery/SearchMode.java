package dev.cairn.rerank.gallery;

/** How an index looks at its rows. What it finds is the same. */
public enum SearchMode {
  /** At every component in float32. */
  EXACT,
  /** In eight bits first, and in float32 where these leave a doubt: less work, more disk. */
  CERTIFIED
}
