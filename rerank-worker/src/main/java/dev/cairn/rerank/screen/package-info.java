/**
 * A quick look at many rows that leaves few for an exact one: every product comes with a bound of
 * its error, so that what is left out provably is not among the nearest.
 */
package dev.cairn.rerank.screen;
