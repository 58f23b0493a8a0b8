/** Embeddings as they come in messages, checked and normalised. */
package dev.cairn.rerank.embedding;
