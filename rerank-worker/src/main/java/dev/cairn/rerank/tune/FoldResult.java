package dev.cairn.rerank.tune;

/**
 * A fold that was scored with values that were chosen on the others.
 *
 * @param queries in the fold
 * @param chosen on the other folds
 * @param usualGap of the defaults on the fold
 * @param chosenGap of the chosen values on it
 */
public record FoldResult(int queries, Setting chosen, double usualGap, double chosenGap) {}
