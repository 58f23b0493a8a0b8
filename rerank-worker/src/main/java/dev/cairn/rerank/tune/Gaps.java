package dev.cairn.rerank.tune;

import java.util.List;

/**
 * How good a setting is.
 *
 * @param whole GAP over all queries
 * @param without GAP over all but a fold, by fold
 * @param within GAP over a fold, by fold
 */
record Gaps(double whole, List<Double> without, List<Double> within) {}
