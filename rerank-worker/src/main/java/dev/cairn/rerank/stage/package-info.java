/** The stage: embeddings of queries in, predictions out. */
package dev.cairn.rerank.stage;
