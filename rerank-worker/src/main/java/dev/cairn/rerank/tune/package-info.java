/**
 * Parameters of a strategy, searched on queries whose landmarks are known. Pure arithmetic on
 * evidence that was looked up once; the same queries always give the same values.
 */
package dev.cairn.rerank.tune;
