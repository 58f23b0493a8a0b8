package dev.cairn.rerank.gallery;

/**
 * What a search did.
 *
 * @param scanned rows whose vectors, of whatever precision, were looked at, once for all queries
 * @param rescored rows that were looked at again in float32, summed over the queries
 */
public record SearchCost(long scanned, long rescored) {}
