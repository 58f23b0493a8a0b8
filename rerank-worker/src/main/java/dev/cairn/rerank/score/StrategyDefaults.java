package dev.cairn.rerank.score;

/**
 * What a strategy takes where its file says nothing.
 *
 * @param lambda of {@link CombinedStrategy}
 */
public record StrategyDefaults(int neighbours, int classes, double lambda) {}
