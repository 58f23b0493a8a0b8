/** Dot products of many rows with a batch of queries, the one kernel of gallery and classes. */
package dev.cairn.rerank.product;
